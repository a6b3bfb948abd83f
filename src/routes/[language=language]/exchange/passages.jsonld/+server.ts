import { passageFile } from '../served.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params: { language }, url }) => passageFile(locals, language, url, 'jsonld');
