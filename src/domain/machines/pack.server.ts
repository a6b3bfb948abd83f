import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Learnt } from '#text/learn/model.ts';
import { writeLearnt } from '#text/learn/stored.server.ts';

/** A model as it is kept and sent, with the digest of what it unpacks to. */
export type Packed = { model: Uint8Array; digest: string };

export function pack(learnt: Learnt): Packed {
	const plain = writeLearnt(learnt);
	return { model: gzipSync(plain, { level: 9 }), digest: digestOfText(plain) };
}

export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex');
