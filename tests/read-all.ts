import type { Db } from '#db/connect.server.ts';
import {
	findDocument,
	findOriginal,
	listDocumentKeys,
	listDocuments,
	listPartyNames,
	listPassages,
	listUploads,
	listVersions
} from '#domain/documents/read.server.ts';
import { estimateAny } from '#domain/findings/estimates.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { nextProposal, placeOf } from '#domain/evidence/queue.server.ts';
import { countEvidence, listEvidence, listSpecificity } from '#domain/evidence/read.server.ts';
import { findJob } from '#domain/jobs/read.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { composeStudy } from '#domain/studies/compose.server.ts';
import { askFigures } from '#domain/studies/figures.server.ts';
import { listSources } from '#domain/studies/read.server.ts';
import { cement, data, finance, skills, waste } from './make-reports.ts';
import { countReported } from '#domain/findings/cells.server.ts';
import { countConcept } from '#domain/findings/concept.server.ts';
import { homeFigures } from '#domain/findings/home.server.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { conceptDimensions, dimensions } from '#domain/findings/model.ts';
import type { Filters } from '#domain/findings/model.ts';
import { listDocumentsOf, saidByParty } from '#domain/findings/party.server.ts';
import { countCited, listPartiesOf, listPassagesOf } from '#domain/findings/passages.server.ts';
import {
	countConcepts,
	countReporting,
	coverage,
	crossTable,
	defaultSamples,
	genericShare,
	listCycles,
	listQuotes,
	passageIdsOf,
	quotesByRegion
} from '#domain/findings/read.server.ts';
import { asCsv, countLines, crossTableLines, genericLines } from '#domain/findings/table-file.ts';

const ids = Array.from({ length: 40 }, (_, index) => index + 1);
const at = new Date('2026-06-01');

const proposed: Filters = { basis: 'proposed', samples: false };
const choices: Filters[] = [
	proposed,
	{ basis: 'reviewed', samples: false },
	{ basis: 'proposed', samples: true },
	{ ...proposed, region: 'grulac' },
	{ ...proposed, party: 'ZMB' },
	{ ...proposed, language: 'fr', cycle: '2027-full' },
	{ ...proposed, sector: cement }
];

/** The machine is measured on the whole database, the same for all readers. */
const unmeasured = { judged: [], partly: [] };

/** The answer, or that there is none. Moments and hashes, in which two databases may differ, are left out. */
export async function answer(asked: Promise<unknown>): Promise<unknown> {
	try {
		return plain(await asked);
	} catch (problem) {
		if (problem instanceof Refusal) return { refused: problem.code };
		return { broken: String(problem) };
	}
}
function plain(value: unknown): unknown {
	if (value instanceof Map) return plain([...value].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
	if (value instanceof Date) return 'a moment';
	if (typeof value === 'string') return value.replace(/^0{40}[0-9a-f]{24}$/, 'a hash').replace(/^20\d\d-\d\d-\d\dT.*Z$/, 'a moment');
	if (value instanceof Uint8Array) return `${value.length} bytes`;
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
	return value;
}

/** Everything that can be read of documents, evidence and findings, by what was asked. `partlyClosed` are documents whose file has a test of its own. */
export async function readAll(db: Db, partlyClosed: readonly number[]): Promise<Record<string, unknown>> {
	const answers: Record<string, unknown> = {};
	const ask = async (name: string, asked: Promise<unknown>) => {
		answers[name] = await answer(asked);
	};
	for (const filters of choices) {
		const by = JSON.stringify(filters);
		const about = { filters, date: '2026-01-01', labels: new Map<string, string>(), passagesAt: () => '/p' };
		await ask(`coverage ${by}`, coverage(db, filters));
		await ask(`estimateAny ${by}`, estimateAny(db, unmeasured, 'challenge', filters));
		await ask(`countReporting ${by}`, countReporting(db, filters));
		for (const dimension of dimensions) await ask(`countReported ${dimension} ${by}`, countReported(db, dimension, filters));
		for (const scheme of conceptDimensions) {
			await ask(`countConcepts ${scheme} ${by}`, countConcepts(db, scheme, filters));
			await ask(`quotesByRegion ${scheme} ${by}`, quotesByRegion(db, scheme, filters, 5));
			await ask(`listQuotes ${scheme} ${by}`, listQuotes(db, { ...filters, scheme }));
			const counted = countConcepts(db, scheme, filters);
			await ask(
				`counts csv ${scheme} ${by}`,
				counted.then((found) => asCsv(countLines(found, new Map(), 1, about), about))
			);
		}
		for (const rows of dimensions) {
			for (const columns of dimensions) {
				// Every pair with the first choice; with the others one of each sort.
				if (rows === columns || (filters !== proposed && !(rows === 'sector' && ['challenge', 'cycle'].includes(columns)))) continue;
				await ask(`crossTable ${rows} ${columns} ${by}`, crossTable(db, rows, columns, filters));
			}
		}
		await ask(
			`table csv ${by}`,
			crossTable(db, 'challenge', 'sector', filters).then((table) => asCsv(crossTableLines(table, new Map(), about), about))
		);
		for (const one of ['language', 'region'] as const) {
			await ask(`genericShare ${one} ${by}`, genericShare(db, one, filters));
			await ask(
				`generic csv ${one} ${by}`,
				genericShare(db, one, filters).then((found) => asCsv(genericLines(found, about), about))
			);
		}
		for (const cited of [
			filters,
			{ ...filters, conceptId: finance },
			{ ...filters, conceptId: cement, withConceptId: finance },
			{ ...filters, conceptId: skills, stance: 'need' as const },
			{ ...filters, scheme: 'sector' as const },
			{ ...filters, statements: 'generic' as const }
		]) {
			const what = JSON.stringify(cited);
			await ask(`countCited ${what}`, countCited(db, cited));
			await ask(`passageIdsOf ${what}`, passageIdsOf(db, cited));
			await ask(`listPassagesOf ${what}`, listPassagesOf(db, cited, 0));
		}
		for (const concept of [finance, cement]) await ask(`listPartiesOf ${concept} ${by}`, listPartiesOf(db, concept, filters));
		if (!choices.slice(0, 2).includes(filters)) continue;
		await ask(`askFigures ${by}`, askFigures(db, unmeasured, filters));
		await ask(`composeStudy ${by}`, composeStudy(db, { language: 'fr', filters, at, measured: unmeasured }));
	}
	for (const samples of [true, false]) {
		for (const concept of [finance, cement, data, waste, skills])
			await ask(`countConcept ${concept} ${samples}`, countConcept(db, concept, samples));
		for (const party of ['KEN', 'FRA', 'ZMB', 'PER', 'MEX', 'XXA'])
			await ask(`saidByParty ${party} ${samples}`, saidByParty(db, party, samples));
	}
	for (const party of ['KEN', 'FRA', 'ZMB', 'PER', 'MEX', 'XXA']) {
		await ask(`listDocumentsOf ${party}`, listDocumentsOf(db, party));
		await ask(`listDocuments ${party}`, listDocuments(db, 'en', { party }));
	}
	for (const language of ['en', 'ar'] as const) {
		await ask(`homeFigures ${language}`, homeFigures(db, language));
		await ask(`keyLabels ${language}`, keyLabels(db, language));
		await ask(`listDocuments ${language}`, listDocuments(db, language, {}));
		await ask(
			`listDocumentKeys ${language}`,
			listDocumentKeys(db, language).then(({ cycles, parties }) => ({
				cycles,
				parties: parties.toSorted((a, b) => (a.iso3 < b.iso3 ? -1 : 1))
			}))
		);
		await ask(
			`listPartyNames ${language}`,
			listPartyNames(db, language).then((names) => names.toSorted((a, b) => (a.iso3 < b.iso3 ? -1 : 1)))
		);
		await ask(
			`listLabels ${language}`,
			listLabels(db, language).then((found) => found.map(({ id, label }) => [id, label]))
		);
		await ask(`listSources ${language}`, listSources(db, ids, language));
	}
	for (const filters of [{ cycle: '2029-full' }, { cycle: '2033-full' }, { language: 'fr' as const }, { kind: 'national-report' as const }])
		await ask(`listDocuments ${JSON.stringify(filters)}`, listDocuments(db, 'en', filters));
	await ask('defaultSamples', defaultSamples(db));
	await ask('listCycles', listCycles(db));
	await ask('listEvidence', listEvidence(db, ids));
	await ask('listSpecificity', listSpecificity(db, ids));
	for (const id of ids) {
		await ask(`placeOf ${id}`, placeOf(db, id));
		if (id > 20) continue;
		await ask(`findDocument ${id}`, findDocument(db, id));
		await ask(`listPassages ${id}`, listPassages(db, id));
		if (!partlyClosed.includes(id)) await ask(`findOriginal ${id}`, findOriginal(db, id));
		await ask(`listVersions ${id}`, listVersions(db, id));
		await ask(`countEvidence ${id}`, countEvidence(db, id));
		await ask(`nextProposal ${id}`, nextProposal(db, id, -1, 0));
	}
	await ask('findJob', findJob(db, 1));
	await ask('listUploads', listUploads(db, 1));
	return answers;
}
