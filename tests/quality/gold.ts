import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { makeLexicons } from '#text/lexicon.ts';
import type { Lexicons } from '#text/lexicon.ts';
import { makeLesson } from '#text/learn/examples.ts';
import type { Lesson } from '#text/learn/examples.ts';
import { facetOf, passageLabels } from '#text/learn/labels.ts';
import { usualSettings } from '#text/learn/model.ts';
import type { Settings } from '#text/learn/model.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import type { Reading } from '#text/learn/read.ts';
import type { Span } from '#text/span.ts';

export const goldIsHere = existsSync('data/gold') && globSync('data/gold/*.jsonl').length > 0;

type Line = {
	id: string;
	text: string;
	codes: { concept: string; stance: string; quote: string; near?: number }[];
	states: boolean;
	specificity: Record<string, string | null>;
};

/** Where a quote stands in its passage. */
function spanOf(text: string, { quote, near }: Line['codes'][number]): Span {
	const start = Math.max(0, text.indexOf(quote, near ?? 0));
	return { start, end: start + quote.length };
}

/** The writers of the starter set seldom named these: nothing can be learnt from their absence. */
const seldomNamed = new Set(['item', 'quantity', 'place', 'time'].map((name) => `particular/${name}`));

/** A coded passage as the rules read it, with the labels that a person gave it. Each is a document of its own. */
export type Gold = {
	id: string;
	set: 'gold' | 'starter';
	language: Language;
	line: string;
	reading: Reading;
	given: ReadonlySet<string>;
	codes: (Line['codes'][number] & Span)[];
};

/** The labels that are learnt: the concepts of five schemes, and what is said of a whole passage. */
export function readLabels(): string[] {
	const { concepts } = readCodebook('data/concepts');
	const ids = concepts.map(({ id }) => id).filter((id) => facetOf(id) !== undefined && !id.startsWith('stance/'));
	return [...ids.sort(), ...passageLabels];
}

/** The gold set as it stands: half of it (even numbers) is held back. */
export function readGold(half: 'tuning' | 'held back'): Gold[] {
	return readCoded('gold').filter(({ id }) => (Number(id.split('-')[1]) % 2 === 0) === (half === 'held back'));
}

/** The starter set, which is for learning only. */
export const readStarter = (): Gold[] => readCoded('starter');

function readCoded(set: Gold['set']): Gold[] {
	const lexicons: Lexicons = makeLexicons(wordingsByLanguage(readCodebook('data/concepts').concepts));
	return globSync(`data/${set}/*.jsonl`)
		.sort()
		.flatMap((path) => {
			const language = basename(path, '.jsonl');
			if (!isLanguage(language)) return [];
			const nearness = makeNearness(lexicons[language]);
			const lines = readFileSync(path, 'utf8')
				.split('\n')
				.filter((line) => line !== '');
			return lines.map((line): Gold => {
				const passage = JSON.parse(line) as Line;
				const reading = readText(lexicons[language], nearness, passage.text);
				const codes = passage.codes.map((code) => ({ ...code, ...spanOf(passage.text, code) }));
				return { id: passage.id, set, language, line, reading, given: givenLabels(passage), codes };
			});
		});
}

export function lessonOf({ id, set, reading, given, codes }: Gold, labels: readonly string[], settings: Settings = usualSettings): Lesson {
	const unknown = set === 'starter' ? { unknown: seldomNamed } : {};
	return makeLesson(reading, labels, id, { codes, labels: given, ...unknown }, settings);
}

function givenLabels({ codes, states, specificity }: Line): Set<string> {
	const given = new Set(codes.map(({ concept }) => concept));
	for (const [name, value] of Object.entries(specificity)) if (value !== null) given.add(`particular/${name}`);
	if (states) given.add('states/any');
	return given;
}
