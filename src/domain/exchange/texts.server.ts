import { createHash } from 'node:crypto';
import type { Db } from '#db/connect.server.ts';
import { cleanName } from '#domain/documents/extract/clean.ts';
import type { About } from '#domain/documents/input.ts';
import { readSent } from '#domain/documents/write.server.ts';
import type { Sent } from '#domain/documents/write.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { may, mustMay } from '../rights.ts';
import { joinPassages, shaOf } from './carry.ts';
import { alignPassages, wordFinder } from './refi/align.ts';
import type { Stretch } from './refi/align.ts';
import type { OpenProject } from './refi/archive.server.ts';
import { foldLines } from './refi/line-ends.ts';
import type { RefiText } from './refi/model.ts';
import { readOwn } from './refi/own.ts';
import type { OwnNote, PassageLine } from './refi/own.ts';
import { placesOf } from './refi/places.ts';
import { readPlaces } from './refi/read-places.ts';

type ReadFile = Exclude<Awaited<ReturnType<typeof readSent>>, { documentId: number }>;

/** What becomes of a text: a document that is here already, or a new one. */
export type Fate = { documentId: number; passageIds: number[] } | { sent: Sent; read: ReadFile };

/** A text of a project, understood: its passages, where each selection stands in them, and what of ours came with it. */
export type PlannedText = {
	name: string;
	text: RefiText;
	fate: Fate;
	bodies: readonly string[];
	own: OwnNote | undefined;
	/** By selection: the stretches of passages that it covers; none where it is nowhere. */
	places: Stretch[][];
	/** Selections whose numbers did not fit, and that were found by their words. */
	repaired: number;
};

/** What is said of texts that come from elsewhere. */
export type Belonging = Pick<Sent, 'state' | 'organisationId'> & About;

/** Published where the actor may add such; else a draft of their organisation, or of the Party that is named, or of their own. */
export function belongingOf(actor: Actor, about: About): Belonging {
	if (may(actor, 'add', { kind: 'document', state: 'published', party: about.party ?? null, organisationId: null }))
		return { ...about, state: 'published' };
	const organisationId =
		about.party === undefined ? (actor.offices.find((office) => office.organisationId !== null)?.organisationId ?? null) : null;
	const party = about.party ?? (organisationId === null ? (actor.offices.find((office) => office.party !== null)?.party ?? null) : null);
	mustMay(actor, 'add', { kind: 'document', state: 'draft', party, organisationId });
	return { ...about, ...(party !== null && { party }), state: 'draft', ...(organisationId !== null && { organisationId }) };
}

/** Whether there is any text at all that the actor may bring in: whoever adds a document and may review it. */
export function mayImport(actor: Actor): boolean {
	try {
		const { state = 'published', party = null, organisationId = null } = belongingOf(actor, {});
		return may(actor, 'review', { kind: 'document', state, party, organisationId });
	} catch (problem) {
		if (problem instanceof Refusal) return false;
		throw problem;
	}
}

/** Understands a text without changing anything; undefined where the archive does not hold it. */
export async function planText(db: Db, actor: Actor, open: OpenProject, text: RefiText, about: About): Promise<PlannedText | undefined> {
	const written = open.textOf(text);
	if (written === undefined) return undefined;
	const folded = foldLines(written);
	const own = ownNoteOf(open, text, folded);
	return own === undefined ? planForeign(db, actor, text, written, about) : planOwn(db, actor, text, folded, own);
}

/** The note of ours that came with a text, if the text is still the one that it speaks of. */
function ownNoteOf(open: OpenProject, text: RefiText, folded: string): OwnNote | undefined {
	const notes = open.project.notes.filter(({ guid, name }) => name === 'cinnabar' && text.notes.includes(guid));
	for (const note of notes) {
		const own = readOwn(open.textOf(note) ?? '');
		if (own?.sha256 === shaOf(folded)) return own;
	}
	return undefined;
}

async function planOwn(db: Db, actor: Actor, text: RefiText, folded: string, own: OwnNote): Promise<PlannedText> {
	const places = placesOf(folded);
	const spans = own.passages.map(({ passage: [start, end] }) => ({ start: places.toUnit(start), end: places.toUnit(end) }));
	const bodies = spans.map(({ start, end }) => folded.slice(start, end));
	if (bodies.some((body) => body === '')) throw new Refusal('documents.damaged');
	const here = await findSame(db, actor, own, bodies);
	const selections = text.selections.map(({ start, end }) => ({ start: places.toUnit(start), end: places.toUnit(end) }));
	const planned = { name: own.document.title, text, own, repaired: 0 };
	if (here !== undefined && !here.isEqual) {
		const stretches = lookUp(folded, here.bodies, selections);
		return { ...planned, fate: here.fate, bodies: here.bodies, places: stretches };
	}
	const starts = spans.map(({ start }) => start);
	const stretches = selections.map(({ start, end }) => {
		const passage = starts.findLastIndex((one) => one <= start);
		const span = spans[passage];
		if (span !== undefined && end <= span.end && end > start) return [{ passage, start: start - span.start, end: end - span.start }];
		return spans.flatMap((one, at) =>
			one.start < end && start < one.end
				? [{ passage: at, start: Math.max(0, start - one.start), end: Math.min(end, one.end) - one.start }]
				: []
		);
	});
	return { ...planned, fate: here?.fate ?? newOwn(actor, own, bodies), bodies, places: stretches };
}

/** Where stretches of a text stand in passages: by laying one over the other, else by the words alone. */
function lookUp(text: string, bodies: readonly string[], stretches: readonly ({ start: number; end: number } | undefined)[]): Stretch[][] {
	const align = alignPassages(text, bodies);
	const find = wordFinder(bodies);
	return stretches.map((one) => {
		const found = one === undefined ? [] : align(one.start, one.end);
		return one === undefined || found.length > 0 ? found : find(text.slice(one.start, one.end));
	});
}

type Here = { fate: Extract<Fate, { documentId: number }>; bodies: string[]; isEqual: boolean };

/** The document that an own text was written from, or one that says the same, among those that the actor may review. */
async function findSame(db: Db, actor: Actor, { document, sha256 }: OwnNote, bodies: readonly string[]): Promise<Here | undefined> {
	const candidates = await db
		.selectFrom('document')
		.where(({ or, and, eb }) =>
			or([
				eb('original', '=', document.original.sha256),
				and([eb('title', '=', document.title), eb('party', 'is not distinct from', document.party)])
			])
		)
		.select(['id', 'state', 'party', 'organisationId', 'original'])
		.orderBy('id', 'desc')
		.limit(50)
		.execute();
	let near: Here | undefined;
	for (const candidate of candidates) {
		if (!may(actor, 'review', { kind: 'document', ...candidate })) continue;
		const here = await passagesHere(db, candidate.id);
		const isEqual = here.bodies.length === bodies.length && shaOf(joinPassages(here.bodies).text) === sha256;
		if (isEqual) return { ...here, isEqual };
		if (candidate.original === document.original.sha256) near ??= { ...here, isEqual };
	}
	return near;
}

async function passagesHere(db: Db, documentId: number) {
	const rows = await db.selectFrom('passage').where('documentId', '=', documentId).select(['id', 'body']).orderBy('position').execute();
	return { fate: { documentId, passageIds: rows.map(({ id }) => id) }, bodies: rows.map(({ body }) => body) };
}

/** A new document from our own note. Its original is what was received: the passages, as JSON Lines that the platform itself reads. */
function newOwn(actor: Actor, { document, passages }: OwnNote, bodies: readonly string[]): Fate {
	const lines = passages.map(({ kind, language, page, heading, question, place }, at) =>
		JSON.stringify({ text: bodies[at], kind, language, page, heading, question, id: place })
	);
	const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
	const name = `${cleanName(document.title).slice(0, 100).toWellFormed() || 'text'}.jsonl`;
	const about: About = {
		...{
			party: document.party ?? undefined,
			kind: document.kind,
			cycle: document.cycle ?? undefined,
			language: document.language ?? undefined
		}
	};
	return {
		sent: { ...belongingOf(actor, about), name, bytes, title: document.title, isSample: document.isSample },
		read: {
			...{ name, sha256: createHash('sha256').update(bytes).digest('hex') },
			found: {
				format: 'jsonl',
				blocks: [],
				needsOcr: document.needsOcr,
				...(document.pageCount !== null && { pageCount: document.pageCount })
			},
			passages: passages.map((line, at) => passageOf(line, bodies[at] ?? ''))
		}
	};
}

function passageOf({ position, kind, language, page, heading, question, place }: PassageLine, body: string) {
	return { position, kind, language, body, page: page ?? null, heading: heading ?? null, question: question ?? null, place: place ?? null };
}

/** A text from another program goes the way of every file: it is read into passages, and its selections are looked up in them. */
async function planForeign(db: Db, actor: Actor, text: RefiText, written: string, about: About): Promise<PlannedText> {
	const folded = foldLines(written);
	const name = `${
		cleanName(text.name)
			.replace(/\.(?:txt|docx?|rtf|pdf|odt|md)$/i, '')
			.slice(0, 100)
			.toWellFormed() || text.guid
	}.txt`;
	const sent: Sent = {
		...belongingOf(actor, about),
		name,
		bytes: new TextEncoder().encode(folded),
		title: text.name.trim().slice(0, 500) || undefined
	};
	const read = await readSent(db, actor, sent);
	const placed = readPlaces(written, text.selections);
	const here =
		'documentId' in read
			? await passagesHere(db, read.documentId)
			: { fate: { sent, read }, bodies: read.passages.map(({ body }) => body) };
	const places = lookUp(folded, here.bodies, placed);
	return { name: text.name, text, own: undefined, repaired: placed.filter((one) => one?.found === 'words').length, ...here, places };
}
