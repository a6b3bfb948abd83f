import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import type { Concerned, RecordKey, RecordKind } from './model.ts';

type Found = Omit<Concerned, keyof RecordKey>;
const nowhere = { documentId: null, passageId: null, studyId: null, sentenceId: null, code: null };
const wordless = { words: null, wordsLanguage: null };

/** How each kind of record is found. A kind that is added says here where it stands, and by that who may read what is said of it. */
const finders: Record<RecordKind, (db: Db, id: string, reader: Language) => Promise<Found | undefined>> = {
	document: async (db, id) => {
		const row = await db
			.selectFrom('document')
			.select(['id', 'title', 'language', 'isSample'])
			.where('id', '=', Number(id))
			.executeTakeFirst();
		return row && { ...ofDocument(row), ...wordless, page: `documents/${row.id}` };
	},
	passage: (db, id) => findPassage(db, Number(id)),
	evidence: async (db, id, reader) => {
		const evidence = await db
			.selectFrom('evidence')
			.innerJoin('conceptText', 'conceptText.conceptId', 'evidence.conceptId')
			.select(['passageId', 'quote', 'stance', 'conceptText.label'])
			.where('evidence.id', '=', Number(id))
			.where('conceptText.language', '=', reader)
			.executeTakeFirst();
		const passage = evidence && (await findPassage(db, evidence.passageId));
		return passage && { ...passage, words: evidence.quote, code: { label: evidence.label, stance: evidence.stance } };
	},
	study: async (db, id) => {
		const row = await selectStudy(db).where('study.id', '=', Number(id)).executeTakeFirst();
		return row && { ...ofStudy(row), ...wordless, page: `study/${row.id}` };
	},
	sentence: async (db, id) => {
		const [study, position] = id.split('.').map(Number);
		const row = await selectStudy(db)
			.innerJoin('sentence', 'sentence.studyId', 'study.id')
			.select(['sentence.id as sentenceId', 'sentence.body'])
			.where('study.id', '=', study ?? 0)
			.where('sentence.position', '=', position ?? 0)
			.executeTakeFirst();
		if (row === undefined) return undefined;
		const { sentenceId, body: words, language: wordsLanguage } = row;
		return { ...ofStudy(row), sentenceId, words, wordsLanguage, page: `study/${row.id}/sentences/${position}` };
	},
	concept: async (db, id, reader) => {
		const row = await db
			.selectFrom('conceptText')
			.select(['label', 'definition'])
			.where('conceptId', '=', id)
			.where('language', '=', reader)
			.executeTakeFirst();
		const language = { nameLanguage: reader, wordsLanguage: reader };
		return row && { ...nowhere, ...language, page: `concepts/${id}`, name: row.label, words: row.definition, isSample: false };
	},
	party: async (db, id, reader) => {
		const row = await db
			.selectFrom('party')
			.innerJoin('partyName', 'partyName.iso3', 'party.iso3')
			.select(['partyName.name', 'party.isSample'])
			.where('party.iso3', '=', id)
			.where('partyName.language', '=', reader)
			.executeTakeFirst();
		return row && { ...nowhere, ...wordless, nameLanguage: reader, page: `parties/${id}`, ...row };
	}
};

async function findPassage(db: Db, id: number): Promise<Found | undefined> {
	const row = await db
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.select(['document.id', 'document.title', 'document.language', 'document.isSample'])
		.select(['passage.id as passageId', 'passage.body', 'passage.language as spoken'])
		.where('passage.id', '=', id)
		.executeTakeFirst();
	if (row === undefined) return undefined;
	const { passageId, body: words, spoken: wordsLanguage } = row;
	return { ...ofDocument(row), passageId, words, wordsLanguage, page: `documents/${row.id}/passages/${passageId}` };
}

function ofDocument(row: { id: number; title: string; language: Language | null; isSample: boolean }) {
	return { ...nowhere, documentId: row.id, name: row.title, nameLanguage: row.language, isSample: row.isSample };
}

const selectStudy = (db: Db) =>
	db.selectFrom('study').select(['study.id', 'study.language', sql<boolean>`study.filters ->> 'samples' = 'true'`.as('isSample')]);

function ofStudy(row: { id: number; language: Language; isSample: boolean | null }) {
	return { ...nowhere, studyId: row.id, name: null, nameLanguage: row.language, isSample: row.isSample === true };
}

/** The record that a request is about, or nothing where the handle does not see it, or it is no longer there. */
export async function seeConcerned(seen: Db, { kind, id }: RecordKey, reader: Language): Promise<Concerned | undefined> {
	const found = await finders[kind](seen, id, reader);
	return found && { kind, id, ...found };
}

/** The same; refuses where there is nothing. */
export async function findConcerned(seen: Db, key: RecordKey, reader: Language): Promise<Concerned> {
	const concerned = await seeConcerned(seen, key, reader);
	if (concerned === undefined) throw new Refusal('refused.not-found');
	return concerned;
}
