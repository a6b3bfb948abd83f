import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupRefused, longestHead, longestRow } from './format.server.ts';

export type Line = { kind: 'row' | 'head'; bytes: Buffer };

const newline = 0x0a;
const kinds: Record<number, Line['kind']> = { 0x7b: 'head', 0x5b: 'row' };

/**
 * The lines of a packed file, without their ends. The bytes of rows, with their ends, go to `see` as they come; without `keep`
 * they are held no longer than that, and the line comes empty. A line may be longer than memory: it is refused before it is held.
 */
export async function* cutLines(path: string, keep: boolean, see: (bytes: Buffer) => void): AsyncGenerator<Line> {
	const unpacked = pipeline(createReadStream(path), createGunzip({ chunkSize: 1 << 18 }), () => undefined);
	let kind: Line['kind'] | undefined;
	let held: Buffer[] = [];
	let size = 0;
	let isFirst = true;
	try {
		for await (const chunk of unpacked as AsyncIterable<Buffer>) {
			let start = 0;
			while (start < chunk.length) {
				const at = chunk.indexOf(newline, start);
				const piece = chunk.subarray(start, at < 0 ? chunk.length : at + 1);
				start += piece.length;
				kind ??= kinds[piece[0] ?? newline];
				if (kind === undefined) throw new BackupRefused(isFirst ? 'foreign' : 'damaged');
				size += piece.length;
				if (size > (kind === 'row' ? longestRow : longestHead)) throw new BackupRefused('too-long');
				if (kind === 'row') see(piece);
				if (kind === 'head' || keep) held.push(piece);
				if (at < 0) continue;
				const [only] = held;
				const line = held.length === 1 && only !== undefined ? only : Buffer.concat(held);
				yield { kind, bytes: line.subarray(0, -1) };
				[kind, held, size, isFirst] = [undefined, [], 0, false];
			}
		}
	} catch (problem) {
		if (isUnpacking(problem)) throw new BackupRefused(/incorrect header check/.test(problem.message) ? 'foreign' : 'damaged');
		throw problem;
	}
	if (kind !== undefined) throw new BackupRefused('damaged');
}

function isUnpacking(problem: unknown): problem is Error {
	return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('Z_');
}
