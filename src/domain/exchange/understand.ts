import type { EvidenceStatus, Stance } from '#domain/evidence/model.ts';
import { stances } from '#domain/evidence/model.ts';
import { schemes } from '#domain/concepts/model.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import { codeGuid, stanceConcept } from './codes.ts';
import type { RefiCode, RefiCoding, RefiText } from './refi/model.ts';

/** A concept by all that it is called. */
export type KnownConcept = { id: string; scheme: string; labels: readonly string[] };

/** What one of our concepts a code stands for. Only a code of our own making says in which state. */
export type Meaning = { conceptId: string; status: EvidenceStatus | undefined };

const statuses = ['accepted', 'proposed', 'refused'] as const;

/**
 * What codes mean, as far as that can be told: by the GUIDs that we give, by the name of a concept in the description, by its identifier,
 * or by its label in any of the six languages. A label that several concepts have is told apart by the scheme above it, or left open.
 */
export function meaningsOf(codes: readonly RefiCode[], concepts: readonly KnownConcept[]): Map<string, Meaning> {
	const byGuid = new Map(
		concepts.flatMap(({ id }) => statuses.map((status) => [codeGuid(id, status), { conceptId: id, status }] as const))
	);
	const ids = new Set(concepts.map(({ id }) => id));
	const byLabel = Map.groupBy(
		concepts.flatMap(({ id, labels }) => [...new Set(labels.map(folded))].map((label) => ({ id, label }))),
		({ label }) => label
	);
	const above = new Map(codes.map((code) => [code.guid, code]));
	const found = new Map<string, Meaning>();
	for (const code of codes) {
		const said = /^(?:(proposed|refused) )?urn:cinnabar:(?:concept:)?([a-z]+\/[a-z0-9-]+)$/m.exec(code.description);
		const name = code.name.trim();
		const meaning =
			byGuid.get(code.guid) ??
			(said?.[2] !== undefined && ids.has(said[2]) ? { conceptId: said[2], status: said[1] as EvidenceStatus | undefined } : undefined) ??
			(ids.has(name) ? { conceptId: name, status: undefined } : undefined) ??
			byName(name, ancestors(code, above), byLabel);
		if (meaning !== undefined) found.set(code.guid, meaning);
	}
	return found;
}

const folded = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

function byName(name: string, folders: readonly string[], byLabel: ReadonlyMap<string, { id: string }[]>): Meaning | undefined {
	const [whole, , inner, scheme] = /^((.*\S)\s*\((.+)\))$/.exec(name) ?? [name];
	const candidates = byLabel.get(folded(whole ?? name)) ?? byLabel.get(folded(inner ?? name)) ?? [];
	const within = [...folders, ...(scheme === undefined ? [] : [scheme])].map(folded);
	const fitting =
		candidates.length === 1 ? candidates : candidates.filter(({ id }) => within.some((one) => schemeNames().get(one) === id.split('/')[0]));
	const [only] = fitting;
	return only !== undefined && fitting.length === 1 ? { conceptId: only.id, status: undefined } : undefined;
}

let names: Map<string, string> | undefined;

/** Schemes by their names in all languages. */
function schemeNames(): Map<string, string> {
	names ??= new Map(
		schemes.flatMap((scheme) => [
			[scheme, scheme] as const,
			...languages.map((one) => [folded(say(one, `names.scheme-${scheme}`)), scheme] as const)
		])
	);
	return names;
}

function ancestors(code: RefiCode, above: ReadonlyMap<string, RefiCode>): string[] {
	const road: string[] = [];
	for (let one = above.get(code.parent ?? ''); one !== undefined && road.length < 100; one = above.get(one.parent ?? ''))
		road.push(one.name);
	return road;
}

/** One concept said of one stretch of a text, by one coder. */
export type FoundPiece = {
	/** Of the selection. */
	guid: string;
	selection: number;
	conceptId: string;
	stance: Stance;
	status: EvidenceStatus | undefined;
	user: string;
	at: string | undefined;
	changedBy: string;
	changedAt: string | undefined;
};

/** With which stance a concept is meant where nothing says so. */
const usualStance: Partial<Record<string, Stance>> = { challenge: 'challenge', need: 'need', plan: 'plan' };

/**
 * The pieces of a text: each coding for a concept, with the stance that is coded on the same selection, or by the same coder on the same
 * words. `unknown` counts codings by codes that stand for none of our concepts.
 */
export function piecesOf(text: RefiText, meanings: ReadonlyMap<string, Meaning>): { pieces: FoundPiece[]; unknown: Map<string, number> } {
	const pieces: FoundPiece[] = [];
	const unknown = new Map<string, number>();
	const stanceOf = (coding: RefiCoding) => stances.find((stance) => stanceConcept(stance) === meanings.get(coding.code)?.conceptId);
	const onPlace = new Map<string, Set<Stance>>();
	for (const { start, end, codings } of text.selections)
		for (const coding of codings) {
			const stance = stanceOf(coding);
			const key = `${start} ${end} ${coding.user}`;
			if (stance !== undefined) onPlace.set(key, (onPlace.get(key) ?? new Set()).add(stance));
		}
	for (const [selection, { guid, start, end, codings, user, changedBy, changedAt }] of text.selections.entries()) {
		const own = new Set(codings.flatMap((coding) => stanceOf(coding) ?? []));
		for (const coding of codings) {
			const meaning = meanings.get(coding.code);
			if (meaning === undefined) unknown.set(coding.code, (unknown.get(coding.code) ?? 0) + 1);
			if (meaning === undefined || stanceOf(coding) !== undefined) continue;
			const usual = usualStance[meaning.conceptId.split('/')[0] ?? ''] ?? 'none';
			const stance = only(own) ?? only(onPlace.get(`${start} ${end} ${coding.user}`)) ?? usual;
			pieces.push({
				...{ guid, selection, conceptId: meaning.conceptId, stance, status: meaning.status },
				...{ user: coding.user || user, at: coding.at, changedBy, changedAt }
			});
		}
	}
	return { pieces, unknown };
}

function only(found: ReadonlySet<Stance> | undefined): Stance | undefined {
	return found?.size === 1 ? [...found][0] : undefined;
}
