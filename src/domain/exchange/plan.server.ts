import type { Db } from '#db/connect.server.ts';
import type { About } from '#domain/documents/input.ts';
import { stances } from '#domain/evidence/model.ts';
import type { EvidenceStatus, Stance } from '#domain/evidence/model.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import { mustMay } from '../rights.ts';
import type { Actor } from '../actor.ts';
import { stanceConcept } from './codes.ts';
import { openProject } from './refi/archive.server.ts';
import type { OpenProject } from './refi/archive.server.ts';
import type { RefiCode } from './refi/model.ts';
import { planText } from './texts.server.ts';
import type { PlannedText } from './texts.server.ts';
import { meaningsOf, piecesOf } from './understand.ts';
import type { FoundPiece, KnownConcept, Meaning } from './understand.ts';

/** What whoever imports decides: what is said of texts that are new, which codes mean which concepts, and whether decisions are taken over. */
export type Choices = {
	about: About;
	/** The name under which what comes in is proposed; the project's own where none is given. */
	coder: string;
	/** Concepts by the GUIDs of codes; an empty one leaves the code out. */
	mapping: ReadonlyMap<string, string>;
	/** Whether what our own files say was accepted or refused is taken over as decided; else all arrives as proposed. */
	keepsDecisions: boolean;
};

/** A code of the file: how often it was used, and what it stands for here. */
export type PlannedCode = { guid: string; name: string; folder: string; count: number; conceptId: string | undefined; isChosen: boolean };

/** Words for which no place was found, or no use. */
export type Left = { text: string; quote: string; why: 'nowhere' | 'whole' | 'refused' };

export type TextPlan = PlannedText & { pieces: FoundPiece[] };

export type Plan = {
	open: OpenProject;
	meanings: ReadonlyMap<string, Meaning>;
	texts: TextPlan[];
	/** Texts that the file names and does not hold. */
	missing: string[];
	codes: PlannedCode[];
	left: Left[];
	counts: Record<EvidenceStatus, number>;
	repaired: number;
	isOwn: boolean;
};

/** Every concept with its labels in all languages; the stances are known even where the codebook has none. */
export async function listKnown(db: Db): Promise<KnownConcept[]> {
	const rows = await db
		.selectFrom('concept')
		.innerJoin('conceptText', 'conceptText.conceptId', 'concept.id')
		.select(['concept.id', 'scheme', 'label'])
		.orderBy('concept.position')
		.execute();
	const found = [...Map.groupBy(rows, ({ id }) => id)].map(([id, texts]) => ({
		...{ id, scheme: texts[0]?.scheme ?? '', labels: texts.map(({ label }) => label) }
	}));
	const ids = new Set(found.map(({ id }) => id));
	const missing = stances.filter((stance) => !ids.has(stanceConcept(stance)));
	const labels = (stance: Stance) => languages.map((language) => say(language, `names.stance-${stance}`));
	return [...found, ...missing.map((stance) => ({ id: stanceConcept(stance), scheme: 'stance', labels: labels(stance) }))];
}

/** What an import would do, without doing anything. */
export async function planProject(db: Db, actor: Actor, bytes: Uint8Array, choices: Choices): Promise<Plan> {
	const open = openProject(bytes);
	const concepts = await listKnown(db);
	const told = meaningsOf(open.project.codes, concepts);
	const meanings = inUse(chosen(told, choices.mapping, new Set(concepts.map(({ id }) => id))), await listRetired(db), choices);
	const plan: Plan = {
		...{ open, meanings, texts: [], missing: [], codes: [], left: [], repaired: 0, isOwn: false },
		counts: { proposed: 0, accepted: 0, refused: 0 }
	};
	const uses = new Map<string, number>();
	for (const text of open.project.texts) {
		const planned = await planText(db, actor, open, text, choices.about);
		if (planned === undefined) {
			plan.missing.push(text.name);
			continue;
		}
		if (!('documentId' in planned.fate)) {
			const { state = 'published', party = null, organisationId = null } = planned.fate.sent;
			mustMay(actor, 'review', { kind: 'document', state, party, organisationId });
		} else await mustReview(db, actor, planned.fate.documentId);
		for (const { code } of [...text.selections.flatMap(({ codings }) => codings), ...text.codings])
			uses.set(code, (uses.get(code) ?? 0) + 1);
		plan.texts.push({ ...planned, pieces: takeOver(planned, meanings, choices, plan) });
		plan.repaired += planned.repaired;
	}
	plan.isOwn = plan.texts.length > 0 && plan.texts.every(({ own }) => own !== undefined);
	plan.codes = codesOf(open.project.codes, uses, meanings, choices.mapping, plan.isOwn);
	return plan;
}

function chosen(told: ReadonlyMap<string, Meaning>, mapping: ReadonlyMap<string, string>, ids: ReadonlySet<string>): Map<string, Meaning> {
	const meanings = new Map(told);
	for (const [guid, conceptId] of mapping) {
		if (conceptId === '') meanings.delete(guid);
		else if (ids.has(conceptId)) meanings.set(guid, { conceptId, status: undefined });
	}
	return meanings;
}

/** Retired concepts with what stands in their place. */
async function listRetired(db: Db): Promise<Map<string, string[]>> {
	const rows = await db.selectFrom('concept').where('retiredAt', 'is not', null).select(['id', 'replacedBy']).execute();
	return new Map(rows.map(({ id, replacedBy }) => [id, replacedBy]));
}

/** A retired concept is proposed no more: what replaces it is, if that is one; what was decided once may come back as it was. */
function inUse(
	meanings: ReadonlyMap<string, Meaning>,
	retired: ReadonlyMap<string, string[]>,
	{ keepsDecisions }: Choices
): Map<string, Meaning> {
	return new Map(
		[...meanings].flatMap(([guid, { conceptId, status }]): [string, Meaning][] => {
			const replaced = retired.get(conceptId);
			if (replaced === undefined || (keepsDecisions && status !== undefined && status !== 'proposed'))
				return [[guid, { conceptId, status }]];
			const [only] = replaced;
			return only !== undefined && replaced.length === 1 ? [[guid, { conceptId: only, status }]] : [];
		})
	);
}

/** The pieces of a text that will be written, in the state in which they will be; the others go to what is left. */
function takeOver(planned: PlannedText, meanings: ReadonlyMap<string, Meaning>, { keepsDecisions }: Choices, plan: Plan): FoundPiece[] {
	const { text, places, name } = planned;
	const { pieces } = piecesOf(text, meanings);
	for (const { code } of text.codings) {
		const meaning = meanings.get(code);
		if (meaning !== undefined) plan.left.push({ text: name, quote: meaning.conceptId, why: 'whole' });
	}
	return pieces.flatMap((piece) => {
		const quote = text.selections[piece.selection]?.name ?? '';
		if ((places[piece.selection] ?? []).length === 0) {
			plan.left.push({ text: name, quote, why: 'nowhere' });
			return [];
		}
		const keeps = keepsDecisions && planned.own !== undefined;
		if (piece.status === 'refused' && !keeps) {
			plan.left.push({ text: name, quote, why: 'refused' });
			return [];
		}
		const status = keeps ? (piece.status ?? 'proposed') : 'proposed';
		plan.counts[status]++;
		return [{ ...piece, status }];
	});
}

async function mustReview(db: Db, actor: Actor, documentId: number): Promise<void> {
	const document = await db
		.selectFrom('document')
		.where('id', '=', documentId)
		.select(['state', 'party', 'organisationId'])
		.executeTakeFirstOrThrow();
	mustMay(actor, 'review', { kind: 'document', ...document });
}

/** The codes that were used, and those of other programs that were not, with what they stand for. Our own need no list. */
function codesOf(
	codes: readonly RefiCode[],
	uses: ReadonlyMap<string, number>,
	meanings: ReadonlyMap<string, Meaning>,
	mapping: ReadonlyMap<string, string>,
	isOwn: boolean
): PlannedCode[] {
	const names = new Map(codes.map(({ guid, name }) => [guid, name]));
	return codes
		.filter(({ guid }) => uses.has(guid) && !(isOwn && meanings.has(guid)))
		.map(({ guid, name, parent }) => ({
			...{ guid, name, folder: names.get(parent ?? '') ?? '', count: uses.get(guid) ?? 0 },
			...{ conceptId: meanings.get(guid)?.conceptId, isChosen: mapping.has(guid) }
		}));
}
