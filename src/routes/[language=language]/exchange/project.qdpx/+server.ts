import { writeProject } from '#domain/exchange/project.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { askedScope, fileToKeep } from '../served.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { language }, url }) => {
	const { db, store, actor } = locals;
	const scope = await askedScope(locals, language, url);
	const asked = { scope, language, date: new Date(), withNames: url.searchParams.has('names') };
	return fileToKeep(await orExplain(language, writeProject(db, store, actor, asked)), 'qdpx', 'project');
};
