import { linesCsv, measureLines } from '#domain/agreement/agreement-file.ts';
import { fileOf } from '#ui/file.server.ts';
import { measuredFile } from '../measured.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { language, project } }) => {
	const found = await measuredFile(locals, language, project);
	return fileOf(linesCsv(measureLines(found.agreements, found.scores)), 'csv', `measures-${project}`);
};
