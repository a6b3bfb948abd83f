import { expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { measuredOn } from '#domain/findings/estimates.server.ts';
import { countConcepts, crossTable, genericShare, passageIdsOf } from '#domain/findings/read.server.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { freshDatabase } from '#tests/database.ts';
import { data, finance, makeReports, waste } from '#tests/make-reports.ts';
import { composeStudy } from './compose.server.ts';
import { draft, filtersOf } from './input.ts';
import { identity, inTurns } from './model.ts';
import type { Comparison, Sentence, StudyFilters } from './model.ts';
import { findSentence, findStudy, listSourceIds, listStudies } from './read.server.ts';
import { redraftStudy } from './redraft.server.ts';
import { compareStudy, showSentence, showStudies, showStudy } from './shown.server.ts';
import { draftStudy } from './write.server.ts';

const db = await freshDatabase();
const { kenya } = await makeReports(db);
const proposed: StudyFilters = { basis: 'proposed', samples: false };
const draftIn = (language: Language, filters = proposed) => draftStudy(db, operator, { language, filters });
const ofConcept = (sentences: Sentence[], said: string, ...about: string[]) =>
	sentences.find((one) => identity({ said: one.said, about: one.recipe.about }) === identity({ said: `sentences.${said}`, about }));

/** Every choice of reports and evidence that is likely to read badly: all, one Party, nothing at all, nothing reviewed. */
const choices: StudyFilters[] = [
	proposed,
	{ basis: 'reviewed', samples: false },
	{ basis: 'proposed', samples: true },
	{ basis: 'reviewed', samples: true },
	{ basis: 'proposed', samples: false, region: 'weog' },
	{ basis: 'proposed', samples: false, region: 'grulac', cycle: '2025-full' },
	{ basis: 'proposed', samples: false, cycle: '2023-short' }
];

test('a study is drafted in each language with no slot left open and no other language in it', async () => {
	const english = /\b(the|of|that|which|identified|reviewed|with)\b/;
	for (const language of languages) {
		for (const filters of choices) {
			const sentences = await composeStudy(db, { language, filters, at: new Date(), measured: await measuredOn(db, filters.samples) });
			expect(sentences.length).toBeGreaterThan(5);
			for (const { body, result } of sentences) {
				expect(body).not.toMatch(/[{}#]|undefined|NaN|null|\[object/);
				const own = 'quote' in result ? body.slice(0, body.indexOf(String(result.quote))) : body;
				if (language !== 'en') expect(own).not.toMatch(english);
				if (['ar', 'ru', 'zh'].includes(language)) expect(own.replace(/\b[A-Z]{3} [a-z]{2}\b/g, '')).not.toMatch(/[A-Za-z]/);
				expect(own).not.toMatch(language === 'zh' ? /[,;]/ : / [,.;]|,,|\.\./);
			}
		}
	}
});

test('every number in a sentence is among the figures of its recipe', async () => {
	for (const language of languages) {
		const { sentences } = await findStudy(db, await draftIn(language));
		for (const { body, recipe } of sentences) {
			if (recipe.query === 'nothing' || 'quote' in recipe.result) continue;
			const figures = new Set<number>([...numbersIn(recipe.result), recipe.denominator?.count ?? 0]);
			const whole = recipe.denominator?.count ?? 1;
			for (const part of [...figures]) figures.add(Math.round((100 * part) / whole));
			const said = [...body.matchAll(/\d+(?:[.,]\d+)?/g)].map(([digits]) => Number(digits.replace(',', '.')));
			expect(said.filter((number) => !figures.has(number))).toEqual([]);
		}
	}
});

function numbersIn(value: unknown): number[] {
	if (typeof value === 'number') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test('the figures are those of the findings, and so are the passages', async () => {
	const { id, sentences } = await findStudy(db, await draftIn('en'));
	const [counts] = await countConcepts(db, 'challenge', proposed);
	expect(ofConcept(sentences, 'challenge-one', finance)?.recipe.result).toMatchObject({
		parties: counts?.parties,
		reviewed: counts?.reviewed
	});
	const table = await crossTable(db, 'sector', 'challenge', proposed);
	expect(ofConcept(sentences, 'sectors-table', 'sector', 'challenge')?.recipe.result).toMatchObject({
		parties: table.cells.map((row) => row.map(({ parties }) => parties)),
		rowTotals: table.rowTotals.map(({ parties }) => parties)
	});
	const shares = await genericShare(db, 'region', proposed);
	for (const { key, statements, generic } of shares) {
		expect(ofConcept(sentences, 'specificity-region', key)?.recipe.result).toMatchObject({ statements, generic });
	}
	const sources = await listSourceIds(db, id);
	const cited = await passageIdsOf(db, { ...proposed, conceptId: data });
	expect(sources.get(ofConcept(sentences, 'challenge-one', data)?.id ?? 0)?.map(({ passageId }) => passageId)).toEqual(cited);
});

test('what a document of no Party says is in no number of Parties and no passage of theirs', async () => {
	const { sentences } = await findStudy(db, await draftIn('en'));
	const cited = await passageIdsOf(db, { ...proposed, conceptId: finance });
	expect(ofConcept(sentences, 'challenge-one', finance)?.recipe.result).toMatchObject({ passages: cited.length - 1 });
});

test('a sentence has sources unless it counts nothing or asks nothing', async () => {
	for (const filters of choices) {
		const { id, sentences } = await findStudy(db, await draftIn('en', filters));
		const sources = await listSourceIds(db, id);
		for (const { id: sentence, body, recipe } of sentences) {
			expect(sources.get(sentence) ?? []).toHaveLength(recipe.sources);
			const counts = [recipe.result.parties, recipe.result.generic, recipe.result.statements, recipe.result.evidence];
			const isNothing = recipe.query === 'nothing' || counts.includes(0) || 'missing' in recipe.result || recipe.result.quotes === 0;
			expect([body, recipe.sources > 0 || isNothing]).toEqual([body, true]);
		}
	}
});

test('what a machine proposes is said to be unreviewed in each sentence that rests on it', async () => {
	const { sentences } = await findStudy(db, await draftIn('en'));
	for (const { body, recipe } of sentences) {
		if (recipe.result.standing === 'proposed') expect(body).toMatch(/not yet reviewed/);
		if (recipe.result.standing === 'mixed') expect(body).toMatch(/reviewed only in part/);
		if (recipe.result.parties === 0) expect(body).toMatch(/not yet been fully reviewed/);
	}
	const reviewed = await findStudy(db, await draftIn('en', { basis: 'reviewed', samples: false }));
	for (const { body } of reviewed.sentences) expect(body).not.toMatch(/not yet (been )?(fully )?reviewed/);
});

test('invented Parties are said to be invented, and where nobody reported nothing is counted', async () => {
	const samples = await findStudy(db, await draftIn('en', { basis: 'proposed', samples: true }));
	expect(samples.sentences.map(({ said }) => said)).toContain('sentences.method-samples');
	const nothing = await findStudy(db, await draftIn('en', { basis: 'proposed', samples: false, region: 'weog' }));
	expect(nothing.sentences.map(({ said }) => said)).toContain('sentences.coverage-none');
	expect(new Set(nothing.sentences.map(({ section }) => section))).toEqual(new Set(['method']));
	expect((await listSourceIds(db, nothing.id)).size).toBe(0);
});

test('paragraphs are numbered throughout, and their items in them', async () => {
	const { sentences } = await findStudy(db, await draftIn('fr'));
	expect(sentences.map(({ position }) => position)).toEqual(sentences.map((_, index) => index + 1));
	const paragraphs = [...new Set(sentences.map(({ paragraph }) => paragraph))];
	expect(paragraphs).toEqual(paragraphs.map((_, index) => index + 1));
});

test('only who may draft drafts', async () => {
	const before = await listStudies(db);
	await expect(draftStudy(db, visitor, { language: 'en', filters: proposed })).rejects.toMatchObject({ code: 'refused.not-allowed' });
	expect((await listStudies(db)).studies[0]?.id).toBe(before.studies[0]?.id);
});

test('what is asked for is parsed, and samples count as the platform does where nobody says', () => {
	expect(filtersOf(draft.parse({ language: 'zh', cycle: '', region: '', basis: '' }), true)).toEqual({ basis: 'proposed', samples: true });
	expect(filtersOf(draft.parse({ language: 'zh', region: 'africa', samples: 'false' }), true)).toEqual({
		basis: 'proposed',
		samples: false,
		region: 'africa'
	});
	expect(draft.safeParse({ language: 'de' }).success).toBe(false);
	expect(draft.safeParse({ language: 'fr', cycle: 'last year' }).success).toBe(false);
});

test('a study is found, listed and shown, and one that is not there is refused', async () => {
	const id = await draftIn('ru');
	expect((await listStudies(db)).studies[0]).toMatchObject({ id, language: 'ru', filters: proposed });
	expect((await listStudies(db, id)).studies.every((one) => one.id < id)).toBe(true);
	expect((await showStudies(db, 'fr')).studies[0]?.scope).toHaveLength(2);
	const shown = await showStudy(db, id, 'fr');
	expect(shown.chapters.map(({ section }) => section)).toEqual(['method', 'challenges', 'sectors', 'specificity', 'enablers', 'quotes']);
	expect(shown.chapters.flatMap(({ paragraphs }) => paragraphs.flatMap(({ tables }) => tables))).toHaveLength(2);
	await expect(findStudy(db, 999_999)).rejects.toMatchObject({ code: 'refused.not-found' });
	await expect(findSentence(db, id, 999, 'fr')).rejects.toMatchObject({ code: 'refused.not-found' });
	expect(await showSentence(db, id, 1, 'fr', 0)).toMatchObject({ place: '1', sources: [] });
});

test('the same figures give the same sentences', async () => {
	const compared = await redraftStudy(db, await draftIn('es'));
	expect(compared.filter(({ changed }) => changed)).toEqual([]);
	expect(await compareStudy(db, await draftIn('es'))).toMatchObject({ changed: [] });
});

test('confirming one piece of evidence changes exactly the sentences that use it, and taking it back restores them', async () => {
	const id = await draftIn('en');
	const [, again] = kenya.passages;
	const decide = (status: 'accepted' | 'proposed') =>
		db
			.updateTable('evidence')
			.set(
				status === 'accepted' ? { status, reviewedBy: 'a test', reviewedAt: new Date() } : { status, reviewedBy: null, reviewedAt: null }
			)
			.where('passageId', '=', again ?? 0)
			.where('conceptId', '=', finance)
			.execute();
	await decide('accepted');
	const { sentences } = await findStudy(db, id);
	const saidOf = ({ position }: Comparison) => sentences.find((one) => one.position === position);
	const changed = (await redraftStudy(db, id)).filter((one) => one.changed).map(saidOf);
	expect(changed.map((one) => one && identity({ said: one.said, about: one.recipe.about })).toSorted()).toEqual(
		[
			'sentences.challenge-region africa',
			'sentences.coverage-review',
			'sentences.specificity-region africa',
			`sentences.quote-one africa ${again}`,
			'sentences.quotes-region africa'
		].toSorted()
	);
	await decide('proposed');
	expect((await redraftStudy(db, id)).filter((one) => one.changed)).toEqual([]);
});

test('refusing the only evidence for a statement takes its sentence away, and says what is new', async () => {
	const id = await draftIn('en');
	const [, , treated] = kenya.passages;
	await db
		.updateTable('evidence')
		.set({ status: 'refused', reviewedBy: 'a test', reviewedAt: new Date() })
		.where('passageId', '=', treated ?? 0)
		.where('conceptId', '=', 'enabler/policy')
		.execute();
	const compared = await redraftStudy(db, id);
	expect(compared.filter(({ how }) => how === 'gone')).toHaveLength(3);
	expect(compared.filter(({ how }) => how === 'new')).toMatchObject([{ position: null, before: null }]);
	expect(compared.filter(({ how }) => how === 'words')).toHaveLength(1);
	expect(compared.filter(({ how }) => how === 'sources')).toEqual([]);
	expect(ofConcept((await findStudy(db, id)).sentences, 'sector-one', waste)).toBeDefined();
});

test('among the first sources Parties take turns', () => {
	const partyOf = new Map([1, 2, 3, 4, 5].map((id) => [id, id < 4 ? 'KEN' : 'PER']));
	expect(inTurns([1, 2, 3, 4, 5], partyOf, 4)).toEqual([1, 4, 2, 5]);
	expect(inTurns([], partyOf, 4)).toEqual([]);
});
