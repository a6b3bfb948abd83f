import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { makeConcept, makeDocument, makeParty } from './make.ts';

export const finance = 'challenge/finance';
export const data = 'challenge/data';
export const waste = 'sector/waste';
export const cement = 'sector/cement';
export const skills = 'need/skills';
const policy = 'enabler/policy';

type Said = {
	concept: string;
	stance?: 'challenge' | 'need' | 'progress' | 'none';
	status?: 'proposed' | 'accepted' | 'refused';
	quote?: string;
};
type Written = { body: string; language?: Language; kind?: 'paragraph' | 'question'; said?: Said[]; specificity?: number };

async function makeReport(
	db: Db,
	coderId: number,
	about: { party?: string; cycle?: string; supersedes?: number; isSample?: boolean },
	written: Written[]
) {
	const made = await makeDocument(db, {
		...about,
		passages: written.map(({ body, language, kind }) => ({ body, ...(language && { language }), ...(kind && { kind }) }))
	});
	for (const [index, { body, said = [], specificity }] of written.entries()) {
		const passageId = made.passages[index] ?? 0;
		for (const { concept, stance = 'challenge', status = 'proposed', quote = body.slice(0, 4) } of said) {
			const startAt = body.indexOf(quote);
			const decided = status === 'proposed' ? {} : { reviewedBy: 'a reviewer', reviewedAt: new Date() };
			const where = { passageId, startAt, endAt: startAt + quote.length, quote };
			await db
				.insertInto('evidence')
				.values({ ...where, conceptId: concept, stance, confidence: 0.5, why: '{}', status, coderId, ...decided })
				.execute();
		}
		if (specificity !== undefined)
			await db.insertInto('specificity').values({ passageId, coderId, states: true, score: specificity }).execute();
	}
	return made;
}

/**
 * A handful of reports in which everything that findings must tell apart occurs once: a superseded version, a file that needs
 * reading by eye, a printed question, a Party of no region, a document of no Party, a sample, and evidence of each status.
 */
export async function makeReports(db: Db) {
	const coder = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const id of [data, finance, cement, waste, skills, policy]) await makeConcept(db, id);
	await makeParty(db, 'KEN', { unGroup: 'africa' });
	await makeParty(db, 'GHA', { unGroup: 'africa' });
	await makeParty(db, 'PER', { unGroup: 'grulac' });
	await makeParty(db, 'EUX');
	await makeParty(db, 'FRA', { unGroup: 'weog' });
	await makeParty(db, 'XXA', { unGroup: 'africa', isSample: true });
	const real = ['KEN', 'GHA', 'PER', 'EUX', 'FRA'];
	await db
		.insertInto('partyStatus')
		.values(real.map((iso3) => ({ iso3, status: 'party' as const, source: 'a test', mark: 'GK' as const })))
		.execute();
	const report = (about: Parameters<typeof makeReport>[2], written: Written[]) => makeReport(db, coder.id, about, written);

	const superseded = await report({ party: 'KEN', cycle: '2021-full' }, [
		{ body: 'Cement lacks data.', said: [{ concept: data }, { concept: cement }] }
	]);
	const kenya = await report({ party: 'KEN', cycle: '2025-full', supersedes: superseded.id }, [
		{
			body: 'Money for waste is lacking.',
			said: [
				{ concept: finance, status: 'accepted' },
				{ concept: waste, quote: 'waste' }
			],
			specificity: 2
		},
		{ body: 'Money is lacking again.', said: [{ concept: finance }, { concept: finance, quote: 'again' }], specificity: 1 },
		{
			body: 'Waste is now treated.',
			said: [
				{ concept: waste, stance: 'progress' },
				{ concept: policy, stance: 'none' }
			]
		}
	]);
	await report({ party: 'PER', cycle: '2025-full' }, [
		{
			body: 'Faltan fondos para residuos.',
			language: 'es',
			said: [{ concept: finance }, { concept: waste, stance: 'none', quote: 'residuos' }],
			specificity: 0
		},
		{
			body: 'Training is needed for waste.',
			said: [
				{ concept: skills, stance: 'need' },
				{ concept: waste, stance: 'none' }
			],
			specificity: 3
		},
		{ body: 'There is no lack of data.', said: [{ concept: data, status: 'refused' }] }
	]);
	await report({ party: 'GHA', cycle: '2023-short' }, [
		{ body: 'Nothing to add.' },
		{ body: 'What is the lack of money?', kind: 'question', said: [{ concept: finance }] }
	]);
	await report({ party: 'EUX', cycle: '2025-full' }, [
		{
			body: 'Data on waste are missing.',
			said: [
				{ concept: data, status: 'accepted' },
				{ concept: waste, quote: 'waste' }
			]
		}
	]);
	const scan = await report({ party: 'FRA', cycle: '2025-full' }, [
		{ body: 'Les données manquent.', language: 'fr', said: [{ concept: data }] }
	]);
	await db.updateTable('document').set({ needsOcr: true }).where('id', '=', scan.id).execute();
	await report({}, [{ body: 'Finance is lacking everywhere.', said: [{ concept: finance }] }]);
	await report({ party: 'XXA', cycle: '2025-full', isSample: true }, [
		{ body: 'Les données manquent.', language: 'fr', said: [{ concept: data }], specificity: 0 }
	]);
	return { superseded, kenya };
}
