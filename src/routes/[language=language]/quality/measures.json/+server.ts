import { qualityJson } from '#domain/agreement/quality-file.ts';
import { fileOf } from '#ui/file.server.ts';
import { askedQuality } from '../measured.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params: { language }, url }) => {
	const { samples, quality, labels } = await askedQuality(locals, language, url);
	return fileOf(qualityJson(quality, labels, { samples, date: new Date().toISOString().slice(0, 10) }), 'json', 'quality');
};
