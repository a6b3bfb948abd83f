import type { EvidenceStatus, Stance } from '#domain/evidence/model.ts';
import { stances } from '#domain/evidence/model.ts';
import { say } from '#i18n/messages.ts';
import type { MessageKey } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { importedPrefix } from './model.ts';
import type { Author } from './model.ts';
import { guidOf } from './refi/guid.ts';

/** A code of a codebook that we write, with those beneath it. */
export type CodeNode = {
	guid: string;
	name: string;
	isCodable: boolean;
	color?: string;
	description: string;
	children: CodeNode[];
	notes?: string[];
};

/** A concept as codebooks show it, in the reader's language. */
export type ShownConcept = {
	id: string;
	scheme: string;
	broader: string | null;
	label: string;
	definition: string;
	include: string;
	exclude: string;
};

/** The name of a concept wherever the codebook is served from; the export as SKOS has the same. */
export const conceptIri = (id: string): string => `urn:cinnabar:concept:${id}`;

/**
 * The GUID of the code for a concept in one state. Programs that count codes know no states: what is proposed or refused has codes of its
 * own there, so that it is never counted as accepted.
 */
export const codeGuid = (id: string, status: EvidenceStatus = 'accepted'): string =>
	guidOf(status === 'accepted' ? `concept/${id}` : `${status}/${id}`);

export const stanceConcept = (stance: Stance): string => `stance/${stance}`;

/** The colours of the schemes on our pages, with a light ground. */
const colors: Record<string, string> = {
	...{ challenge: '#A51D17', need: '#1D4F91', sector: '#7A5200', enabler: '#1F6B3A', source: '#5B3A8C', plan: '#0F6A73' },
	...{ article: '#4A4A4A', stance: '#6B5D2E', cue: '#777777' }
};
const colorOf = (scheme: string, status: EvidenceStatus = 'accepted') =>
	status === 'accepted' ? (colors[scheme] ?? '#4A4A4A') : status === 'proposed' ? '#9AA5B1' : '#C4C4C4';

const schemeName = (language: Language, scheme: string) =>
	say(language, scheme in colors ? (`names.scheme-${scheme}` as MessageKey) : 'names.scheme-other');

/** The codebook as a tree: schemes, in each its concepts under the broader ones. */
export function codeTree(
	language: Language,
	concepts: readonly ShownConcept[],
	notes: ReadonlyMap<string, string[]> = new Map()
): CodeNode[] {
	const names = namesOf(language, concepts);
	const known = new Set(concepts.map(({ id }) => id));
	const below = Map.groupBy(concepts, ({ broader, scheme }) => (broader !== null && known.has(broader) ? broader : scheme));
	const node = (concept: ShownConcept): CodeNode => ({
		guid: codeGuid(concept.id),
		name: names.get(concept.id) ?? concept.id,
		isCodable: true,
		color: colorOf(concept.scheme),
		description: describe(concept),
		children: (below.get(concept.id) ?? []).map(node),
		...(notes.has(concept.id) && { notes: notes.get(concept.id) ?? [] })
	});
	const schemes = [...new Set(concepts.map(({ scheme }) => scheme))];
	return schemes.map((scheme) => ({
		guid: guidOf(`scheme/${scheme}`),
		name: schemeName(language, scheme),
		isCodable: false,
		color: colorOf(scheme),
		description: `urn:cinnabar:scheme:${scheme}`,
		children: (below.get(scheme) ?? []).map(node)
	}));
}

/** The folders of what is proposed and of what was refused, with a code for each concept that was used so. */
export function stateTree(
	language: Language,
	concepts: readonly ShownConcept[],
	used: ReadonlyMap<EvidenceStatus, ReadonlySet<string>>
): CodeNode[] {
	const names = namesOf(language, concepts);
	return (['proposed', 'refused'] as const).flatMap((status) => {
		const ids = used.get(status) ?? new Set();
		if (ids.size === 0) return [];
		const codes = concepts
			.filter(({ id }) => ids.has(id))
			.map((concept) => ({
				guid: codeGuid(concept.id, status),
				name: say(language, `exchange.code-${status}`, { concept: names.get(concept.id) ?? concept.id }),
				isCodable: true,
				color: colorOf(concept.scheme, status),
				description: `${status} ${conceptIri(concept.id)}`,
				children: []
			}));
		const folder = { guid: guidOf(`status/${status}`), name: say(language, `exchange.folder-${status}`), isCodable: false };
		return [{ ...folder, color: colorOf('', status), description: status, children: codes }];
	});
}

/** Some programs want each name once: where two concepts have the same label, their schemes are named with them. */
function namesOf(language: Language, concepts: readonly ShownConcept[]): Map<string, string> {
	const shared = Map.groupBy(concepts, ({ label }) => label.toLowerCase());
	return new Map(
		concepts.map(({ id, label, scheme }) => [
			id,
			(shared.get(label.toLowerCase())?.length ?? 0) > 1 ? `${label} (${schemeName(language, scheme)})` : label
		])
	);
}

const describe = ({ id, definition, include, exclude }: ShownConcept): string =>
	[definition, include, exclude, conceptIri(id)].filter((part) => part !== '').join('\n\n');

/** The stances as concepts, where the codebook does not have them itself. */
export function withStances(language: Language, concepts: readonly ShownConcept[]): ShownConcept[] {
	const known = new Set(concepts.map(({ id }) => id));
	const missing = stances.filter((stance) => !known.has(stanceConcept(stance)));
	return [
		...concepts,
		...missing.map((stance) => ({
			...{ id: stanceConcept(stance), scheme: 'stance', broader: null, definition: '', include: '', exclude: '' },
			label: say(language, `names.stance-${stance}`)
		}))
	];
}

/** The GUID of whoever codes or reviews. What was imported keeps the GUID with which it came. */
export function authorGuid({ name, version, kind }: Author): string {
	if (name.startsWith(importedPrefix)) return version;
	return guidOf(kind === 'machine' ? `machine/${name}/${version}` : `person/${name}`);
}

/** The same of a key that stands beside an act. */
export const keyGuid = (key: string): string =>
	key.startsWith(importedPrefix) ? key.slice(importedPrefix.length) : guidOf(`person/${key}`);

/** Under which a machine stands among the users of a project, so that it is known again. */
export const machineId = ({ name, version }: Author): string => `machine/${name}/${version}`;
