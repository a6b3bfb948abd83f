import { constants, crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from '../../refusal.ts';
import { limits } from './limits.ts';

/** A zipped file whose list of entries has been checked; its parts are unpacked one by one, when asked for. */
export type Zip = { names: ReadonlySet<string>; read: (name: string) => Uint8Array | undefined };

type Entry = { method: number; packed: number; size: number; crc: number; offset: number };

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;

/**
 * Opens a zipped file. The sizes that it declares are checked first, and what is unpacked is never more than it declares:
 * a bomb is refused before it goes off. An entry that points out of the archive is refused, although nothing is written to disk.
 */
export function openZip(bytes: Uint8Array): Zip {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const entries = readDirectory(bytes, view);
	const total = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0);
	if (total > limits.unzipped) throw new Refusal('documents.zip-bomb', { limit: limits.unzipped / 1048576 });
	return {
		names: new Set(entries.keys()),
		read: (name) => {
			const entry = entries.get(name);
			return entry === undefined ? undefined : unpack(bytes, view, entry);
		}
	};
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
	const end = findEnd(view);
	const count = view.getUint16(end + 10, true);
	let at = view.getUint32(end + 16, true);
	if (count === 0xffff || at === 0xffffffff || count > limits.entries)
		throw new Refusal('documents.zip-bomb', { limit: limits.unzipped / 1048576 });
	const entries = new Map<string, Entry>();
	for (let index = 0; index < count; index++) {
		if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) throw new Refusal('documents.damaged');
		const flags = view.getUint16(at + 8, true);
		if ((flags & 1) !== 0) throw new Refusal('documents.encrypted');
		const nameLength = view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
		if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:|\0/i.test(name)) throw new Refusal('documents.unsafe-entry', { entry: name.slice(0, 80) });
		if (entries.has(name)) throw new Refusal('documents.damaged');
		entries.set(name, {
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packed: view.getUint32(at + 20, true),
			size: view.getUint32(at + 24, true),
			offset: view.getUint32(at + 42, true)
		});
		at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return entries;
}

/** The end record stands at the end, before a comment of at most 65,535 bytes. */
function findEnd(view: DataView): number {
	for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65557); at--) {
		if (view.getUint32(at, true) === endOfDirectory) return at;
	}
	throw new Refusal('documents.truncated');
}

function unpack(bytes: Uint8Array, view: DataView, { method, packed, size, crc, offset }: Entry): Uint8Array {
	if (size > limits.part || (size > limits.ratioFrom && size > packed * limits.ratio)) {
		throw new Refusal('documents.zip-bomb', { limit: limits.unzipped / 1048576 });
	}
	if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localHeader) throw new Refusal('documents.damaged');
	const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
	if (start + packed > bytes.length) throw new Refusal('documents.truncated');
	const content =
		method === 0 ? bytes.subarray(start, start + packed) : method === 8 ? inflate(bytes.subarray(start, start + packed), size) : undefined;
	if (content === undefined || content.length !== size || crc32(content) !== crc) throw new Refusal('documents.damaged');
	return content;
}

function inflate(packed: Uint8Array, size: number): Uint8Array {
	try {
		// One byte more than declared is enough to know that the declaration lies.
		return inflateRawSync(packed, { maxOutputLength: size + 1, finishFlush: constants.Z_SYNC_FLUSH });
	} catch (problem) {
		const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
		if (code === 'ERR_BUFFER_TOO_LARGE') throw new Refusal('documents.zip-bomb', { limit: limits.unzipped / 1048576 });
		if (typeof code === 'string' && code.startsWith('Z_')) throw new Refusal('documents.damaged');
		throw problem;
	}
}
