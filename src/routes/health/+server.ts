import type { RequestHandler } from './$types';

/** The process is alive. Asks nothing of the database. */
export const GET: RequestHandler = () => Response.json({ alive: true }, { headers: { 'cache-control': 'no-store' } });
