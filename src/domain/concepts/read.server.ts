import type { Db } from '#db/connect.server.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Wording, WordingKind } from '#text/lexicon.ts';
import { Refusal } from '../refusal.ts';
import { listedKinds, schemes } from './model.ts';
import type { Concept, ConceptMark, Scheme, TextLists, Texts } from './model.ts';

/** The codebook that is in use: its version, and when it was loaded. */
export async function findCodebook(db: Db): Promise<{ version: string; loadedAt: Date }> {
	const row = await db.selectFrom('codebook').select(['version', 'loadedAt']).orderBy('loadedAt', 'desc').limit(1).executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	return row;
}

export type SchemeLine = { scheme: Scheme; concepts: number; wordings: Record<Language, number> };

/** The schemes that have concepts in use, with how many, and how many wordings in each language; generic ones are counted once. */
export async function listSchemes(db: Db): Promise<SchemeLine[]> {
	const concepts = await db
		.selectFrom('concept')
		.where('retiredAt', 'is', null)
		.groupBy('scheme')
		.select(({ fn }) => ['scheme', fn.countAll<number>().as('concepts')])
		.execute();
	const wordings = await db
		.selectFrom('wording')
		.innerJoin('concept', 'concept.id', 'wording.conceptId')
		.where('kind', '<>', 'generic')
		.where('retiredAt', 'is', null)
		.groupBy(['scheme', 'language'])
		.select(({ fn }) => ['scheme', 'language', fn.countAll<number>().as('count')])
		.execute();
	return schemes.flatMap((scheme) => {
		const found = concepts.find((one) => one.scheme === scheme);
		if (found === undefined) return [];
		const count = (language: Language) => wordings.find((one) => one.scheme === scheme && one.language === language)?.count ?? 0;
		return [
			{
				scheme,
				concepts: found.concepts,
				wordings: Object.fromEntries(languages.map((one) => [one, count(one)])) as Record<Language, number>
			}
		];
	});
}

/** The concepts of a scheme, or of all schemes, in their order, with label and definition in the reader's language. */
export async function listConcepts(db: Db, scheme: Scheme | undefined, language: Language) {
	const rows = await db
		.selectFrom('concept')
		.innerJoin('conceptText', 'conceptText.conceptId', 'concept.id')
		.where('conceptText.language', '=', language)
		.$if(scheme !== undefined, (query) => query.where('scheme', '=', scheme ?? ''))
		.select(['concept.id', 'scheme', 'broader', 'notation', 'mark', 'retiredAt', 'label', 'definition'])
		.orderBy('concept.position')
		.execute();
	const above = new Map(rows.map(({ id, broader }) => [id, broader]));
	const depth = (id: string): number => {
		const broader = above.get(id) ?? null;
		return broader === null ? 0 : 1 + depth(broader);
	};
	return rows.map((row) => ({ ...row, depth: depth(row.id) }));
}

/** Labels by concept in the reader's language. */
export async function conceptLabels(db: Db, language: Language): Promise<Map<string, string>> {
	const rows = await db.selectFrom('conceptText').where('language', '=', language).select(['conceptId', 'label']).execute();
	return new Map(rows.map(({ conceptId, label }) => [conceptId, label]));
}

/** All wordings of what is in use, by language, as the lexicon takes them. */
export async function listWordings(db: Db): Promise<Record<Language, Wording[]>> {
	const rows = await db
		.selectFrom('wording')
		.innerJoin('concept', 'concept.id', 'wording.conceptId')
		.where('retiredAt', 'is', null)
		.select(['language', 'conceptId', 'kind', 'body'])
		.orderBy('concept.position')
		.orderBy('kind')
		.orderBy('wording.position')
		.execute();
	const byLanguage = Object.fromEntries(languages.map((language) => [language, []])) as unknown as Record<Language, Wording[]>;
	for (const { language, ...wording } of rows) byLanguage[language].push(wording);
	return byLanguage;
}

/** One concept in all six languages, with labels in the reader's of the broader and narrower ones and of what replaces it. */
export async function findConcept(db: Db, id: string, language: Language) {
	const [concept] = await conceptsOf(db, id);
	if (concept === undefined) throw new Refusal('refused.not-found');
	const replacedBy = concept.retired?.replacedBy ?? [];
	const near = await db
		.selectFrom('concept')
		.innerJoin('conceptText', 'conceptText.conceptId', 'concept.id')
		.where('conceptText.language', '=', language)
		.where(({ eb, or }) => or([eb('concept.broader', '=', id), eb('concept.id', 'in', [concept.broader ?? '', id, ...replacedBy])]))
		.select(['concept.id', 'broader', 'label', 'retiredAt'])
		.orderBy('concept.position')
		.execute();
	const named = (some: typeof near) => some.map((one) => ({ id: one.id, label: one.label }));
	return {
		...concept,
		above: named(near.filter((one) => one.id === concept.broader))[0],
		narrower: named(near.filter((one) => one.broader === id && one.retiredAt === null)),
		retiredAt: near.find((one) => one.id === id)?.retiredAt ?? null,
		replacements: named(near.filter((one) => replacedBy.includes(one.id)))
	};
}

/** Every concept whole, in order, as the files have them. */
export async function listWholeConcepts(db: Db): Promise<Concept[]> {
	return conceptsOf(db);
}

async function conceptsOf(db: Db, id?: string): Promise<Concept[]> {
	const rows = await db
		.selectFrom('concept')
		.$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
		.select(['id', 'scheme', 'broader', 'notation', 'mark', 'retiredAt', 'replacedBy'])
		.orderBy('position')
		.execute();
	const texts = await db
		.selectFrom('conceptText')
		.$if(id !== undefined, (query) => query.where('conceptId', '=', id ?? ''))
		.selectAll()
		.execute();
	const wordings = await db
		.selectFrom('wording')
		.$if(id !== undefined, (query) => query.where('conceptId', '=', id ?? ''))
		.selectAll()
		.orderBy('position')
		.execute();
	const textsOf = Map.groupBy(texts, ({ conceptId }) => conceptId);
	const wordingsOf = Map.groupBy(wordings, ({ conceptId }) => conceptId);
	return rows.map((row) => conceptOf(row, textsOf.get(row.id) ?? [], wordingsOf.get(row.id) ?? []));
}

type Row = { id: string; scheme: string; broader: string | null; notation: string | null; mark: ConceptMark | null } & {
	retiredAt: Date | null;
	replacedBy: string[];
};
type TextRow = { language: Language; label: string; definition: string; include: string; exclude: string; examples: string[] };
type WordingRow = { language: Language; kind: WordingKind; body: string };

function conceptOf(row: Row, texts: TextRow[], wordings: WordingRow[]): Concept {
	const inLanguages = <T>(of: (language: Language) => T) =>
		Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<Language, T>;
	const text = (language: Language) => texts.find((one) => one.language === language);
	const words = (kind: WordingKind): TextLists =>
		inLanguages((language) => wordings.filter((one) => one.kind === kind && one.language === language).map(({ body }) => body));
	const said = (part: 'label' | 'definition' | 'include' | 'exclude'): Texts => inLanguages((language) => text(language)?.[part] ?? '');
	return {
		id: row.id,
		// Only schemes that the files may name are ever loaded.
		scheme: row.scheme as Scheme,
		...(row.broader !== null && { broader: row.broader }),
		...(row.notation !== null && { notation: row.notation }),
		...(row.mark !== null && { mark: row.mark }),
		...(row.retiredAt !== null && { retired: { replacedBy: row.replacedBy } }),
		label: said('label'),
		definition: said('definition'),
		include: said('include'),
		exclude: said('exclude'),
		examples: inLanguages((language) => text(language)?.examples ?? []),
		wordings: Object.fromEntries(listedKinds.map((kind) => [kind, words(kind)])) as Record<WordingKind, TextLists>
	};
}
