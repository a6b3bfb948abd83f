import type { Db } from '#db/connect.server.ts';
import type { DocumentKind, PassageKind } from '#domain/documents/model.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { WordingKind } from '#text/lexicon.ts';

let made = 0;

/** A document with its passages, and the numbers of both. Everything not named has a quiet default. */
export async function makeDocument(
	db: Db,
	about: {
		party?: string | null;
		kind?: DocumentKind;
		cycle?: string | null;
		language?: Language;
		passages?: (string | { body: string; language?: Language; kind?: PassageKind })[];
		isSample?: boolean;
		supersedes?: number;
	} = {}
): Promise<{ id: number; passages: number[] }> {
	const { party = null, kind = 'national-report', cycle = null, language = 'en', passages = [], isSample = false, supersedes } = about;
	const sha256 = (++made).toString(16).padStart(64, '0');
	await db
		.insertInto('original')
		.values({ sha256, name: `${made}.txt`, format: 'text', size: 1, content: Buffer.from(String(made)) })
		.execute();
	const document = await db
		.insertInto('document')
		.values({
			title: `Document ${made}`,
			party,
			kind,
			cycle,
			language,
			original: sha256,
			isSample,
			...(supersedes !== undefined && { supersedes })
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const ids: number[] = [];
	for (const [position, one] of passages.entries()) {
		const passage = typeof one === 'string' ? { body: one } : one;
		const row = await db
			.insertInto('passage')
			.values({ documentId: document.id, position, kind: 'paragraph', language, ...passage })
			.returning('id')
			.executeTakeFirstOrThrow();
		ids.push(row.id);
	}
	return { id: document.id, passages: ids };
}

/** A Party of the given code, in a UN group where one is named. */
export async function makeParty(
	db: Db,
	iso3: string,
	about: { unGroup?: 'africa' | 'asia-pacific' | 'eastern-europe' | 'grulac' | 'weog'; isSample?: boolean } = {}
): Promise<string> {
	await db
		.insertInto('party')
		.values({ iso3, iso2: iso3.slice(1), unGroup: about.unGroup ?? null, isSample: about.isSample ?? false })
		.execute();
	await db
		.insertInto('partyName')
		.values(languages.map((language) => ({ iso3, language, name: `${iso3} ${language}` })))
		.execute();
	return iso3;
}

/** A concept with its label in all six languages and wordings of one language. */
export async function makeConcept(
	db: Db,
	id: string,
	language: Language = 'en',
	wordings: Partial<Record<WordingKind, string[]>> = {}
): Promise<string> {
	await db
		.insertInto('concept')
		.values({ id, scheme: id.split('/')[0] ?? '', position: ++made })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await db
		.insertInto('conceptText')
		.values(
			languages.map((one) => ({
				conceptId: id,
				language: one,
				label: `${id} ${one}`,
				definition: '',
				include: '',
				exclude: '',
				examples: []
			}))
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	for (const [kind, bodies] of Object.entries(wordings) as [WordingKind, string[]][]) {
		const rows = bodies.map((body, position) => ({ conceptId: id, language, kind, position, body }));
		await db.insertInto('wording').values(rows).execute();
	}
	return id;
}
