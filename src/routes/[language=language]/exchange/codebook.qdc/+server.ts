import { codebookFile } from '#domain/exchange/files.server.ts';
import { findCodebook } from '#domain/concepts/read.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import { fileToKeep } from '../served.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language } }) => {
	const { version } = await orExplain(language, findCodebook(db));
	return fileToKeep(await codebookFile(db, language), 'qdc', `codebook-${version}-${language}`);
};
