import { beforeAll, expect, test } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { languages } from '#text/languages.ts';
import { freshDatabase } from '#tests/database.ts';
import { homeFigures } from './home.server.ts';

let db: Db;
let coderId: number;

beforeAll(async () => {
	db = await freshDatabase();
	const parties = [
		{ iso3: 'XXA', iso2: 'XA', isSample: true },
		{ iso3: 'XXB', iso2: 'XB', isSample: true },
		{ iso3: 'PER', iso2: 'PE', m49: '604', isSample: false },
		{ iso3: 'TGO', iso2: 'TG', m49: '768', isSample: false },
		{ iso3: 'CHE', iso2: 'CH', m49: '756', isSample: false }
	];
	await db.insertInto('party').values(parties).execute();
	await db
		.insertInto('partyName')
		.values(parties.flatMap(({ iso3 }) => languages.map((language) => ({ iso3, language, name: `${iso3} ${language}` }))))
		.execute();
	await db
		.insertInto('partyStatus')
		.values([
			{ iso3: 'PER', status: 'ratification', since: '2016', source: 'a register', mark: 'S' },
			{ iso3: 'TGO', status: 'party', source: 'nobody', mark: 'GK' },
			{ iso3: 'CHE', status: 'signatory', source: 'a register', mark: 'S' }
		])
		.execute();
	const concepts = [
		{ id: 'challenge/finance', scheme: 'challenge', position: 1 },
		{ id: 'challenge/data', scheme: 'challenge', position: 2 }
	];
	await db.insertInto('concept').values(concepts).execute();
	await db
		.insertInto('conceptText')
		.values(
			concepts.map(({ id }) => ({
				conceptId: id,
				language: 'fr' as const,
				label: `${id} fr`,
				definition: '',
				include: '',
				exclude: '',
				examples: []
			}))
		)
		.execute();
	({ id: coderId } = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow());
});

/** A report with one passage for each concept it speaks of. */
async function report(party: string, concepts: { id: string; status?: 'accepted' | 'refused' }[], supersedes?: number): Promise<number> {
	const { count } = await db
		.selectFrom('original')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	const sha256 = String(count).padStart(64, '0');
	await db
		.insertInto('original')
		.values({ sha256, name: 'report.txt', format: 'text', size: 1, content: Buffer.from('x') })
		.execute();
	const { id } = await db
		.insertInto('document')
		.values({
			title: party,
			party,
			kind: 'national-report',
			original: sha256,
			isSample: party.startsWith('XX'),
			...(supersedes && { supersedes })
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [position, { id: conceptId, status }] of concepts.entries()) {
		const passage = await db
			.insertInto('passage')
			.values({ documentId: id, position, kind: 'paragraph', language: 'fr', body: 'mots' })
			.returning('id')
			.executeTakeFirstOrThrow();
		await db
			.insertInto('evidence')
			.values({
				passageId: passage.id,
				conceptId,
				stance: 'challenge',
				startAt: 0,
				endAt: 4,
				quote: 'mots',
				confidence: 0.5,
				why: '{}',
				coderId,
				...(status && { status, reviewedBy: 'a person', reviewedAt: new Date() })
			})
			.execute();
	}
	return id;
}

test('where nothing is held, all is nothing, and the Parties to the Convention are the denominator', async () => {
	const { filters, read, challenges, parties } = await homeFigures(db, 'fr');
	expect(filters.samples).toBe(false);
	expect(read).toMatchObject({ documents: 0, passages: 0, parties: 0, listedParties: 2, evidence: 0 });
	expect(challenges).toEqual([]);
	expect(parties.filter(({ isParty }) => isParty).map(({ iso3, isVerified }) => [iso3, isVerified])).toEqual(
		expect.arrayContaining([
			['PER', true],
			['TGO', false]
		])
	);
});

test('while only invented Parties have reported, they alone are counted, and none is on the map', async () => {
	await report('XXA', [{ id: 'challenge/data' }]);
	const { filters, read, parties } = await homeFigures(db, 'fr');
	expect(filters.samples).toBe(true);
	expect(read).toMatchObject({ documents: 1, passages: 1, parties: 1, listedParties: 2, evidence: 1, reviewedEvidence: 0 });
	expect(parties.some(({ iso3 }) => iso3.startsWith('XX'))).toBe(false);
	expect(parties.every(({ documents }) => documents === 0)).toBe(true);
});

test('a report by a real Party puts the samples away; of a report in two versions the latest counts; a Party counts once', async () => {
	const old = await report('PER', [{ id: 'challenge/data' }, { id: 'challenge/data' }]);
	await report('PER', [{ id: 'challenge/finance', status: 'accepted' }, { id: 'challenge/finance' }], old);
	await report('TGO', [{ id: 'challenge/finance' }, { id: 'challenge/data', status: 'refused' }]);
	const { filters, read, challenges, parties } = await homeFigures(db, 'fr');
	expect(filters.samples).toBe(false);
	expect(read).toMatchObject({
		documents: 2,
		passages: 4,
		parties: 2,
		listedParties: 2,
		evidence: 3,
		reviewedEvidence: 2,
		acceptedEvidence: 1
	});
	expect(challenges).toEqual([{ conceptId: 'challenge/finance', label: 'challenge/finance fr', parties: 2, passages: 3, reviewed: 1 }]);
	expect(parties.find(({ iso3 }) => iso3 === 'PER')).toMatchObject({ documents: 1, name: 'PER fr' });
});

test('what a person settles is seen at once', async () => {
	const before = await homeFigures(db, 'fr');
	await db
		.updateTable('evidence')
		.set({ status: 'accepted', reviewedBy: 'a person', reviewedAt: new Date(Date.now() + 1000) })
		.where('status', '=', 'proposed')
		.execute();
	const after = await homeFigures(db, 'fr');
	expect(after.read.acceptedEvidence).toBeGreaterThan(before.read.acceptedEvidence);
});
