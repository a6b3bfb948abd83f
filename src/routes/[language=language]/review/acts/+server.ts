import { actByScript } from '#ui/bench/acts.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) => actByScript(event);
