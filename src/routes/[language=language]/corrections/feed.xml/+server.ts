import { config } from '#config';
import { listCorrections } from '#domain/history/corrections.server.ts';
import { correctionsFeed } from '#ui/corrections-feed.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { store }, params: { language }, url }) => {
	const { corrections } = await listCorrections(store, language);
	return new Response(correctionsFeed(language, config.origin ?? url.origin, corrections), {
		headers: { 'content-type': 'application/atom+xml; charset=utf-8' }
	});
};
