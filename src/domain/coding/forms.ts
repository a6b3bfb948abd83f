import { Refusal } from '#domain/refusal.ts';
import { textsOf } from '#domain/sent.ts';
import { code } from './input.ts';
import type { GivenCode, GivenSettlement, NewProject } from './input.ts';

/** What a form sent, by name, every value of it. */
export type Written = Record<string, string[]>;

export function written(form: FormData): Written {
	return Object.fromEntries(
		[...Map.groupBy(textsOf(form), ({ name }) => name)].map(([name, some]) => [name, some.map(({ value }) => value)])
	);
}

const one = (sent: Written, name: string): string => sent[name]?.[0] ?? '';
const orNothing = (value: string): string | undefined => (value.trim() === '' ? undefined : value);
/** People write shares in per cent. */
const share = (value: string): number | undefined => (value.trim() === '' ? undefined : Number(value) / 100);

/** A coding project as the form writes it. Whatever else is wrong with it, the domain refuses. */
export function asProject(sent: Written): NewProject {
	const several = (name: string) => sent[name] ?? [];
	const project = {
		...{ languages: several('languages'), regions: several('regions'), kinds: several('kinds'), samples: one(sent, 'samples') },
		...{ cycle: one(sent, 'cycle'), conceptId: one(sent, 'conceptId'), words: one(sent, 'words'), size: one(sent, 'size') },
		...{ allocation: orNothing(one(sent, 'allocation')), audit: orNothing(one(sent, 'audit')), title: one(sent, 'title') },
		...{ language: one(sent, 'language'), purpose: one(sent, 'purpose'), schemes: several('schemes'), rule: one(sent, 'rule') },
		...{ doubleShare: share(one(sent, 'doubleShare')), blind: one(sent, 'blind'), showsProposals: one(sent, 'showsProposals') },
		...{ randomShare: share(one(sent, 'randomShare')), seed: one(sent, 'seed'), coders: several('coders') }
	};
	return project as unknown as NewProject;
}

/** Refuses a project in which nobody codes, or nothing is asked about, with words that say so. */
export function mustNameCoders(sent: Written): void {
	if ((sent.schemes ?? []).length === 0) throw new Refusal('coding.no-scheme');
	if ((sent.coders ?? []).length === 0) throw new Refusal('coding.no-coder');
}

/** Codes of an adjudicator's own: those written down before, each as JSON, and the one that is in the form's fields, if it is begun. */
export function ownCodes(sent: Written): GivenCode[] {
	const before = (sent.added ?? []).map((text) => code.safeParse(fromJson(text)).data);
	if (before.some((known) => known === undefined)) throw new Refusal('refused.incomplete');
	const known = before.flatMap((given) => given ?? []);
	if (one(sent, 'quote').trim() === '') return known;
	const fields = { conceptId: one(sent, 'conceptId'), stance: one(sent, 'stance'), quote: one(sent, 'quote'), near: one(sent, 'near') };
	const { data } = code.safeParse(fields);
	if (data === undefined) throw new Refusal('refused.incomplete');
	return [...known, data];
}

/** What was sent, without codes of one's own that are no codes: as a form can show it again. */
export const shownAgain = (sent: Written): Written => ({
	...sent,
	added: (sent.added ?? []).filter((text) => code.safeParse(fromJson(text)).success)
});

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** What an adjudicator settles on, as the form writes it. That nothing is said of whether the passage states anything refuses it. */
export function asSettlement(sent: Written, passageId: number): GivenSettlement {
	const states = one(sent, 'states');
	if (states !== 'yes' && states !== 'no') throw new Refusal('coding.say-whether-it-states');
	return { passageId, kept: (sent.kept ?? []).map(Number), added: ownCodes(sent), states: states === 'yes' };
}
