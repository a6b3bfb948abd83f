import { discloses } from '#domain/documents/disclosure.server.ts';
import { findOriginal } from '#domain/documents/read.server.ts';
import type { FileFormat } from '#domain/documents/model.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

const types: Record<FileFormat, string> = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv',
	html: 'text/html',
	text: 'text/plain',
	jsonl: 'application/jsonl'
};

/** The file as it was received, to be saved and never shown: a file from outside must not act as a page of ours. */
export const GET: RequestHandler = async ({ locals: { db, store, actor }, params: { language, id }, request }) => {
	const { name, format, size, sha256, content } = await orExplain(language, findOriginal(db, id));
	await discloses(store, actor, 'original', { whole: [id] });
	const tag = `"${sha256}"`;
	const headers = { etag: tag, 'cache-control': 'private, no-cache' };
	if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
	return new Response(content, {
		headers: {
			...headers,
			'content-type': types[format],
			'content-length': String(size),
			'content-disposition': disposition(name),
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff'
		}
	});
};

/** The name in the two forms of RFC 6266: one that every program reads, and the true one. */
function disposition(name: string): string {
	const plain = name.replace(/[^\w.() -]/g, '_');
	const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
	return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
