import { exportPerson } from '#domain/people/privacy.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { store, actor }, params: { language } }) => {
	const mine = await orExplain(language, exportPerson(store, actor));
	const headers = { 'content-type': 'application/json', 'content-disposition': 'attachment; filename="cinnabar-my-data.json"' };
	return new Response(JSON.stringify(mine, undefined, '\t'), { headers });
};
