import { findNote } from '#domain/offices/motions.server.ts';
import { typeOfNote } from '#domain/offices/note.ts';
import { mustMay } from '#domain/rights.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

/** The note verbale as it was received, to be saved and never shown: a file from outside must not act as a page of ours. */
export const GET: RequestHandler = async ({ locals: { db, actor }, params: { language, id } }) => {
	const read = async () => {
		mustMay(actor, 'move', { kind: 'motion' });
		return findNote(db, id);
	};
	const { name, content } = await orExplain(language, read());
	const plain = name.replace(/[^\w.() -]/g, '_');
	const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
	return new Response(new Uint8Array(content), {
		headers: {
			'cache-control': 'private, no-store',
			'content-type': typeOfNote(content),
			'content-length': String(content.length),
			'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff'
		}
	});
};
