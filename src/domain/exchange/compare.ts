import type { ShownConcept } from './codes.ts';
import type { RefiCode } from './refi/model.ts';
import { meaningsOf } from './understand.ts';
import type { KnownConcept } from './understand.ts';

/** A code of a codebook that was sent, beside the concept of ours that it stands for. */
export type ComparedCode = {
	guid: string;
	name: string;
	depth: number;
	isCodable: boolean;
	description: string;
	/** Ours, where it is known which; and whether name and description are the same as ours in the language of the file's reader. */
	ours: { id: string; label: string } | undefined;
	isSameName: boolean;
	isSameText: boolean;
};

/** Codes of a codebook beside our concepts, and those of ours that it does not have. */
export function compareCodes(codes: readonly RefiCode[], known: readonly KnownConcept[], shown: readonly ShownConcept[]) {
	const meanings = meaningsOf(codes, known);
	const byId = new Map(shown.map((one) => [one.id, one]));
	const above = new Map(codes.map(({ guid, parent }) => [guid, parent]));
	const depth = (guid: string | undefined, so = 0): number => {
		const parent = guid === undefined ? undefined : above.get(guid);
		return parent === undefined || so > 100 ? so : depth(parent, so + 1);
	};
	const compared = codes.map(({ guid, name, isCodable, description }): ComparedCode => {
		const ours = byId.get(meanings.get(guid)?.conceptId ?? '');
		return {
			...{ guid, name, isCodable, description, depth: depth(guid) },
			ours: ours && { id: ours.id, label: ours.label },
			isSameName: ours !== undefined && (name === ours.label || name.startsWith(`${ours.label} (`)),
			isSameText: ours !== undefined && description.startsWith(ours.definition)
		};
	});
	const met = new Set(compared.flatMap(({ ours }) => ours?.id ?? []));
	return { codes: compared, missing: shown.filter(({ id }) => !met.has(id)).map(({ id, label }) => ({ id, label })) };
}
