import { error } from '@sveltejs/kit';
import { mayMeasure, measures } from '../../metrics.server.ts';
import type { RequestHandler } from './$types';

/** Measures for Prometheus; for anyone else there is no such address. */
export const GET: RequestHandler = async ({ locals: { store }, request, getClientAddress }) => {
	if (!mayMeasure(getClientAddress(), request.headers)) error(404);
	const { type, text } = await measures(store);
	return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
};
