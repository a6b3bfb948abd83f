import { orExplain } from '#ui/refused.server.ts';
import { compared } from '../compared.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language }, url }) => {
	const { from, to, difference } = await orExplain(language, compared(db, url.searchParams));
	return new Response(JSON.stringify({ from, to, difference }, null, '\t'), {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="codebook-${from.version}-${to.version}.json"`
		}
	});
};
