import { machineFile } from '#domain/machines/file.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { db }, params: { language, id } }) => {
	const { name, bytes } = await orExplain(language, machineFile(db, id));
	return new Response(new Uint8Array(bytes), {
		headers: { 'content-type': 'application/gzip', 'content-disposition': `attachment; filename="${name}"` }
	});
};
