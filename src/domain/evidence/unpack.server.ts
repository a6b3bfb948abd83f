import { gunzipSync } from 'node:zlib';
import { readLearnt } from '#text/learn/stored.server.ts';
import type { Learnt } from '#text/learn/model.ts';

/** A model unpacks to no more than this; a file that would is not one of ours. */
export const mostUnpacked = 400_000_000;

/** A model as it is kept, made ready to score. */
export function unpackModel(packed: Uint8Array): Learnt {
	return readLearnt(gunzipSync(packed, { maxOutputLength: mostUnpacked }).toString('utf8'));
}
