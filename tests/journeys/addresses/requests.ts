import { randomBytes } from 'node:crypto';
import type { Db } from '#db/connect.server.ts';
import { mayRead } from './documents.ts';
import type { MadeDocument } from './documents.ts';
import { isOwn, isSecretariat, nobody } from './roles.ts';
import type { Owner, Role } from './roles.ts';
import { plant } from './words.ts';

export type MadeRequest = { id: number; sees: (role: Role) => boolean };

/** A request for a correction, of a document or of the Party QAA; settled and shown to whoever reads the record, or neither. */
export async function makeRequest(db: Db, document: MadeDocument | undefined, state: 'sent' | 'settled' | 'shown'): Promise<MadeRequest> {
	const owner: Owner = document ?? nobody;
	const readsRecord = (role: Role) => document === undefined || mayRead(role, document);
	// What a stranger wrote is for those who may answer, until one of them shows it.
	const sees = (role: Role) => readsRecord(role) && (state === 'shown' || isSecretariat(role) || isOwn(role, owner));
	const what = `a request for a correction, ${state}, of ${document === undefined ? 'a Party' : `a document ${document.level}`}`;
	const answered = () => ({
		...{ state: 'accepted' as const, answer: plant(`the answer to ${what}`, sees), answerLanguage: 'en' as const },
		...{ settledBy: 'operator', settledAt: new Date(), shownAt: state === 'shown' ? new Date() : null }
	});
	const { id } = await db
		.insertInto('correctionRequest')
		.values({
			...(document === undefined
				? { about: 'party', aboutId: 'QAA', page: 'parties/QAA' }
				: { about: 'document', aboutId: String(document.id), page: `documents/${document.id}`, documentId: document.id }),
			...{ language: 'en', wrong: plant(what, sees), secret: randomBytes(16).toString('hex'), askedBy: 'visitor' },
			...(state !== 'sent' && answered())
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return { id, sees };
}
