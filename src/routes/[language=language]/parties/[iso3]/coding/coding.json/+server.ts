import { codingFile } from '../file.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) => codingFile(locals, params, 'json');
