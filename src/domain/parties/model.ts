import type { Language } from '#text/languages.ts';

/** The regional groups of the United Nations, in the order in which the United Nations lists them. */
export const unGroups = ['africa', 'asia-pacific', 'eastern-europe', 'grulac', 'weog'] as const;
export type UnGroup = (typeof unGroups)[number];

/** Least developed country, small island developing State, landlocked developing country. */
export const partyFlags = ['ldc', 'sids', 'lldc'] as const;
export type PartyFlag = (typeof partyFlags)[number];

/** What a State can have done, from what says most of its being a Party to what says least. */
export const conventionStatuses = [
	'ratification',
	'acceptance',
	'approval',
	'accession',
	'instrument',
	'party',
	'law-of-approval',
	'signatory',
	'not-party'
] as const;
export type ConventionStatus = (typeof conventionStatuses)[number];

/** Where a State stands, by the fact that we trust most. */
export const standings = ['party', 'not-party', 'unknown'] as const;
export type Standing = (typeof standings)[number];

/** How sure we are of a fact: seen in a source, derived from one, read in the Convention's text, general knowledge. */
export const factMarks = ['S', 'T', 'D', 'GK'] as const;
export type FactMark = (typeof factMarks)[number];

export type StatusFact = {
	status: ConventionStatus;
	/** A year, a month or a day: 2017, 2017-06, 2017-06-21. */
	since: string | null;
	source: string;
	mark: FactMark;
	/** Who imported it from an official list; null where it ships with the platform. */
	importedBy: string | null;
};

export type PartyFilters = {
	group?: UnGroup | undefined;
	flag?: PartyFlag | undefined;
	standing?: Standing | undefined;
	text?: string | undefined;
};

/** A Party as a line of a list. */
export type PartyLine = {
	iso3: string;
	name: string;
	group: UnGroup | null;
	flags: PartyFlag[];
	isSample: boolean;
	facts: StatusFact[];
};

export type PartyNames = Record<Language, string>;

/** Puts facts in the order of trust: imported before shipped, seen before general knowledge, what says most first, then the latest. */
export function byTrust(facts: readonly StatusFact[]): StatusFact[] {
	return facts.toSorted(
		(a, b) =>
			Number(b.importedBy !== null) - Number(a.importedBy !== null) ||
			factMarks.indexOf(a.mark) - factMarks.indexOf(b.mark) ||
			conventionStatuses.indexOf(a.status) - conventionStatuses.indexOf(b.status) ||
			(b.since ?? '').localeCompare(a.since ?? '')
	);
}

/** The fact that we go by. A law of approval comes before any deposit, so it decides only where nothing else is known. */
export function decidingFact(facts: readonly StatusFact[]): StatusFact | undefined {
	const trusted = byTrust(facts);
	return trusted.find(({ status }) => status !== 'law-of-approval') ?? trusted[0];
}

export function standingOf(facts: readonly StatusFact[]): Standing {
	const status = decidingFact(facts)?.status;
	if (status === undefined || status === 'law-of-approval') return 'unknown';
	return status === 'signatory' || status === 'not-party' ? 'not-party' : 'party';
}

/** Whether a text is a real year, month or day: 2017, 2017-06, 2017-06-21. */
export function isReducedDate(text: string): boolean {
	const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
	if (parts === null) return false;
	const [, year = '', month = '01', day = '01'] = parts;
	const time = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
	// A day that the month does not have would move into the next.
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${year}-${month}-${day}`);
}

/** One spelling of a name: without case, accents, punctuation. */
export function foldName(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
