import { Zip, ZipDeflate } from 'fflate';

export type Part = { name: string; chunks: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string> };

/** A zipped folder as it is being made: what is in it need never be in memory at once. */
export async function* zipped(parts: Iterable<Part> | AsyncIterable<Part>, date: Date): AsyncGenerator<Uint8Array> {
	const made: Uint8Array[] = [];
	const zip = new Zip((problem, chunk) => {
		if (problem !== null) throw problem;
		made.push(chunk);
	});
	const encoder = new TextEncoder();
	for await (const { name, chunks } of parts) {
		const part = new ZipDeflate(name, { level: 6 });
		part.mtime = date;
		zip.add(part);
		for await (const chunk of chunks) {
			part.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
			yield* made.splice(0);
		}
		part.push(new Uint8Array(), true);
		yield* made.splice(0);
	}
	zip.end();
	yield* made.splice(0);
}

/** All of a stream at once, for files that are small. */
export async function whole(chunks: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	const encoder = new TextEncoder();
	for await (const chunk of chunks) parts.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
	return new Uint8Array(Buffer.concat(parts));
}
