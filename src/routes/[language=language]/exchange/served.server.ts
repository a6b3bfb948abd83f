import { parseScope } from '#domain/exchange/input.ts';
import { writePassages } from '#domain/exchange/files.server.ts';
import type { PassageFile } from '#domain/exchange/model.ts';
import { defaultSamples } from '#domain/findings/read.server.ts';
import { findDocument } from '#domain/documents/read.server.ts';
import { findCodingProject } from '#domain/exchange/read.server.ts';
import type { Scope } from '#domain/exchange/model.ts';
import type { Language } from '#text/languages.ts';
import { orExplain } from '#ui/refused.server.ts';

type Locals = Pick<App.Locals, 'db' | 'store' | 'actor'>;

const mimes: Record<PassageFile | 'qdpx' | 'qdc', string> = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	jsonld: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
	jsonl: 'application/jsonl; charset=utf-8',
	qdpx: 'application/zip',
	qdc: 'application/xml; charset=utf-8'
};

/** What an address asks for; a document or coding project that the reader does not see is not found. */
export async function askedScope({ db }: Pick<Locals, 'db'>, language: Language, url: URL): Promise<Scope> {
	const samples = await defaultSamples(db);
	return orExplain(
		language,
		Promise.try(async () => {
			const scope = parseScope(url.searchParams, samples);
			if ('documentId' in scope) await findDocument(db, scope.documentId);
			if ('projectId' in scope) await findCodingProject(db, scope.projectId);
			return scope;
		})
	);
}

/** The codes of passages as a file to keep. */
export async function passageFile(locals: Locals, language: Language, url: URL, file: PassageFile): Promise<Response> {
	const { db, store, actor } = locals;
	const scope = await askedScope(locals, language, url);
	const withRefused = url.searchParams.has('refused');
	const asked = { scope, file, language, date: new Date(), origin: url.origin, withRefused };
	return fileToKeep(await writePassages(db, store, actor, asked), file, file === 'jsonl' ? 'training' : 'passages');
}

/** A file to keep under its own name, sent as it is made. */
export function fileToKeep(
	chunks: AsyncGenerator<Uint8Array | string> | Uint8Array | string,
	kind: keyof typeof mimes,
	name: string
): Response {
	const body = typeof chunks === 'string' ? chunks : chunks instanceof Uint8Array ? chunks.slice() : streamOf(chunks);
	return new Response(body, {
		headers: {
			'content-type': mimes[kind],
			'content-disposition': `attachment; filename="cinnabar-${name}.${kind}"`,
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff'
		}
	});
}

function streamOf(chunks: AsyncGenerator<Uint8Array | string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		pull: async (controller) => {
			const { done, value } = await chunks.next();
			if (done === true) controller.close();
			else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
		},
		cancel: async () => void (await chunks.return(undefined))
	});
}
