import { readiness } from '../../ready.server.ts';
import type { RequestHandler } from './$types';

/** Whether requests may be sent here. */
export const GET: RequestHandler = async ({ locals: { store } }) => {
	const answer = await readiness(store);
	return Response.json(answer, { status: answer.ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
};
