import { fragments } from '#ui/bench/fragments.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { language, project }, url }) => fragments(locals, language, url, project);
