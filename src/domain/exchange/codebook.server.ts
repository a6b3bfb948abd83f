import type { Db } from '#db/connect.server.ts';
import { mustFit } from '#domain/documents/extract/extract.server.ts';
import type { SentFile } from '#domain/documents/uploads.server.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { compareCodes } from './compare.ts';
import { listKnown } from './plan.server.ts';
import { listShown } from './read.server.ts';
import { readCodebook } from './refi/read.server.ts';

/** The codes of a codebook that was sent (.qdc) beside our concepts. Nothing is kept of it. */
export async function compareCodebook(db: Db, language: Language, file: SentFile | undefined) {
	if (file === undefined || file.size === 0) throw new Refusal('documents.no-files');
	mustFit(file.size);
	const { origin, codes, sets } = readCodebook(new Uint8Array(await file.arrayBuffer()));
	return { origin, sets: sets.length, ...compareCodes(codes, await listKnown(db), await listShown(db, language)) };
}
