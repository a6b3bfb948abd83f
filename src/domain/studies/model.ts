import type { Filters } from '#domain/findings/model.ts';
import type { MessageKey } from '#i18n/messages.ts';

/** The chapters of a study, in their order. The annex, which lists sentences and sources, is made from the others. */
export const sections = ['method', 'challenges', 'sectors', 'specificity', 'enablers', 'quotes'] as const;
export type Section = (typeof sections)[number];

/** Which reports and which evidence a study counts. */
export type StudyFilters = Pick<Filters, 'basis' | 'samples' | 'cycle' | 'region'>;

/** What was asked of the findings for a sentence; nothing for one that describes the method. */
export const questions = ['nothing', 'coverage', 'countConcepts', 'crossTable', 'genericShare', 'quotesByRegion', 'estimateAny'] as const;
export type Question = (typeof questions)[number];

/** Of what the count of a sentence is a part. */
export const denominators = ['parties-reported', 'parties-listed', 'statements', 'evidence'] as const;
export type Denominator = { count: number; of: (typeof denominators)[number] };

/** From what a sentence can be written again. The digest is of the result and the sources: where it is the same, so is the sentence. */
export type Recipe = {
	query: Question;
	/** The concepts, regions or languages that were asked about. */
	about: string[];
	filters: StudyFilters;
	denominator: Denominator | null;
	/** When it was asked. */
	date: string;
	digest: string;
	/** What was answered: every figure of the sentence is among it. */
	result: Record<string, unknown>;
	/** How many passages it rests on, and the first that are shown, with Parties taking turns. */
	sources: number;
	first: number[];
};

/** A sentence as it was written, before it has a place. */
export type Written = Pick<Recipe, 'query' | 'about' | 'denominator' | 'result'> & {
	/** The message from which it was written. */
	said: MessageKey;
	body: string;
	/** The passages that it rests on. */
	sources: number[];
};

/** The words of a numbered paragraph and its lettered items. */
export type Paragraph = { lead: Written[]; items: Written[][] };
export type Chapter = { section: Section; paragraphs: Paragraph[] };

/** A sentence with its place: paragraphs are numbered throughout, items in their paragraph. */
export type Placed = Written & { position: number; section: Section; paragraph: number; item: number | null };

/** Numbers the sentences of chapters from 1. */
export function placed(chapters: readonly Chapter[]): Placed[] {
	const sentences: Placed[] = [];
	let number = 0;
	for (const { section, paragraphs } of chapters) {
		for (const { lead, items } of paragraphs) {
			number++;
			const add = (written: Written, item: number | null) =>
				sentences.push({ ...written, position: sentences.length + 1, section, paragraph: number, item });
			for (const one of lead) add(one, null);
			for (const [index, item] of items.entries()) for (const one of item) add(one, index + 1);
		}
	}
	return sentences;
}

/** Puts passages in an order in which Parties take turns, so that the first few show how widely a sentence is founded. */
export function inTurns(passageIds: readonly number[], partyOf: ReadonlyMap<number, string | null>, most: number): number[] {
	const byParty = [...Map.groupBy(passageIds, (id) => partyOf.get(id) ?? '')]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([, ids]) => ids);
	const turns: number[] = [];
	for (let turn = 0; turns.length < most && byParty.some((ids) => ids.length > turn); turn++) {
		for (const ids of byParty) turns.push(...ids.slice(turn, turn + 1));
	}
	return turns.slice(0, most);
}

/** What a sentence is about, whatever it says: by this it is found again in a later draft. */
export function identity({ said, about }: { said: string; about: readonly string[] }): string {
	return [said, ...about].join(' ');
}

/** How a sentence of a stored study stands to what would be written today. Of a sentence that is new today there is no position. */
export type Comparison = {
	position: number | null;
	before: string | null;
	now: string | null;
	changed: boolean;
	how: 'same' | 'words' | 'sources' | 'gone' | 'new';
	/** What the study says in a person's words, where it is not `before`. */
	reworded: string | null;
};

/** A sentence of a stored study. */
export type Sentence = {
	id: number;
	position: number;
	section: Section;
	paragraph: number;
	item: number | null;
	/** The message from which it was written. */
	said: string;
	body: string;
	/** What was written from the recipe, where a person has put other words in its place, and who did, when. */
	written: string | null;
	rewordedBy: string | null;
	rewordedAt: Date | null;
	recipe: Recipe;
};

/** The name of the words that share a note: those of a paragraph before its items, or those of an item. */
export function noteOf({ paragraph, item }: Pick<Sentence, 'paragraph' | 'item'>): string {
	return `${paragraph}/${item ?? 0}`;
}

/** Puts the sentences of a study back into paragraphs with their items. */
export function inParagraphs<S extends Pick<Sentence, 'section' | 'paragraph' | 'item'>>(sentences: readonly S[]) {
	const bySection = Map.groupBy(sentences, ({ section }) => section);
	return sections.flatMap((section) => {
		const paragraphs = [...Map.groupBy(bySection.get(section) ?? [], ({ paragraph }) => paragraph)].map(([number, all]) => ({
			number,
			lead: all.filter(({ item }) => item === null),
			items: [
				...Map.groupBy(
					all.filter(({ item }) => item !== null),
					({ item }) => item ?? 0
				).values()
			]
		}));
		return paragraphs.length === 0 ? [] : [{ section, paragraphs }];
	});
}
