import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadCodebook } from '#domain/concepts/write.server.ts';
import { loadParties } from '#domain/parties/write.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { countConcept } from './concept.server.ts';
import { listDocumentsOf, saidByParty } from './party.server.ts';

const db = await freshDatabase();
await loadParties(db, resolve('data'));
await loadCodebook(db, resolve('data/concepts'));
const coder = await db
	.insertInto('coder')
	.values({ name: 'rules', version: '1', kind: 'machine' })
	.returning('id')
	.executeTakeFirstOrThrow();

let made = 0;

/** A report with its passages, each with the concepts that it speaks of and whether a person has accepted them. */
async function makeReport(
	party: string,
	passages: {
		kind?: 'paragraph' | 'question';
		says?: { conceptId: string; stance: 'challenge' | 'need' | 'progress'; accepted?: boolean }[];
		score?: number;
	}[],
	{ supersedes, isSample = false }: { supersedes?: number; isSample?: boolean } = {}
): Promise<number> {
	const sha256 = String(++made).padStart(64, '0');
	await db
		.insertInto('original')
		.values({ sha256, name: 'x', format: 'text', size: 1, content: Buffer.from('x') })
		.execute();
	const document = await db
		.insertInto('document')
		.values({
			title: `report ${made}`,
			party,
			kind: 'national-report',
			cycle: '2025-full',
			language: 'en',
			original: sha256,
			isSample,
			supersedes: supersedes ?? null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [position, { kind = 'paragraph', says = [], score }] of passages.entries()) {
		const passage = await db
			.insertInto('passage')
			.values({ documentId: document.id, position, kind, language: 'en', body: 'some words' })
			.returning('id')
			.executeTakeFirstOrThrow();
		for (const { conceptId, stance, accepted = false } of says) {
			const review = accepted ? { status: 'accepted' as const, reviewedBy: 'a person', reviewedAt: new Date() } : {};
			await db
				.insertInto('evidence')
				.values({
					passageId: passage.id,
					conceptId,
					stance,
					startAt: 0,
					endAt: 4,
					quote: 'some',
					confidence: 1,
					why: '{}',
					coderId: coder.id,
					...review
				})
				.execute();
		}
		if (score !== undefined)
			await db.insertInto('specificity').values({ passageId: passage.id, coderId: coder.id, states: true, score }).execute();
	}
	return document.id;
}

const lack = { conceptId: 'challenge/finance', stance: 'challenge' } as const;
const old = await makeReport('FRA', [{ says: [lack] }]);
const latest = await makeReport(
	'FRA',
	[
		{
			says: [
				{ ...lack, accepted: true },
				{ conceptId: 'sector/asgm', stance: 'challenge' }
			],
			score: 4
		},
		{ says: [lack], score: 1 },
		{ says: [{ conceptId: 'challenge/finance', stance: 'progress' }] },
		{ kind: 'question', says: [lack] }
	],
	{ supersedes: old }
);
await makeReport('GHA', [{}]);
await makeReport('XXA', [{ says: [lack] }], { isSample: true });

test('what a Party says is counted by concept, in the latest version and without printed questions', async () => {
	const { passages, schemes, specificity } = await saidByParty(db, 'FRA', false);
	expect(passages).toBe(3);
	expect(schemes).toEqual([
		{ scheme: 'challenge', concepts: [{ conceptId: 'challenge/finance', passages: 2, reviewed: 1 }] },
		{ scheme: 'sector', concepts: [{ conceptId: 'sector/asgm', passages: 1, reviewed: 0 }] }
	]);
	expect(specificity).toEqual({ statements: 2, generic: 1, meanScore: 2.5 });
});

test('a Party that has said nothing has no figures', async () => {
	expect(await saidByParty(db, 'NZL', false)).toEqual({
		passages: 0,
		schemes: [],
		specificity: { statements: 0, generic: 0, meanScore: null }
	});
});

test('the documents of a Party are listed with what came after them', async () => {
	expect((await listDocumentsOf(db, 'FRA')).map(({ id, newer, passages }) => ({ id, newer, passages }))).toEqual([
		{ id: latest, newer: null, passages: 4 },
		{ id: old, newer: latest, passages: 1 }
	]);
});

test('a concept is counted in passages and Parties, of those that reported, samples apart', async () => {
	expect(await countConcept(db, 'challenge/finance', false)).toEqual({
		passages: 2,
		reviewedPassages: 1,
		parties: 1,
		reviewedParties: 1,
		of: 2
	});
	expect(await countConcept(db, 'challenge/finance', true)).toEqual({
		passages: 1,
		reviewedPassages: 0,
		parties: 1,
		reviewedParties: 0,
		of: 1
	});
	expect(await countConcept(db, 'challenge/data', false)).toMatchObject({ passages: 0, parties: 0, of: 2 });
});
