import { AhoCorasick } from '@monyone/aho-corasick';
import ModernAhoCorasick from 'modern-ahocorasick';
import { codeText } from '#text/code.ts';
import { find } from '#text/find.ts';
import { makeLexicon } from '#text/lexicon.ts';
import type { Language } from '#text/languages.ts';
import type { Wording } from '#text/lexicon.ts';
import { seededRandom } from '#text/random.ts';
import { inventedText, inventedWordings, inventedWords } from './invented.ts';
import { best, row } from './measure.ts';

const few = 10_000;
const many = 100_000;
const megabyte = 1e6;

/**
 * Coding speed in megabytes of UTF-8 a second on one core, at 10,000 and 100,000 wordings over the same text, beside the ways that come
 * first to mind. The text names about one wording of the first 10,000 in every two sentences; the other 90,000 are made of words that
 * the text uses too, so they are tried and fail. Peers only find the letters; they neither stem nor judge a stance.
 */
export function benchCoding(): void {
	row('language', 'coder', 'wordings', 'MB/s', 'of ours');
	for (const language of ['en', 'ru', 'ar', 'zh'] as const) benchLanguage(language);
}

function benchLanguage(language: Language): void {
	const random = seededRandom(20);
	const words = inventedWords(language, 40_000, random);
	const wordings = inventedWordings(words, few, random);
	const rare = inventedWords(language, 40_000, random);
	const more = [
		...wordings,
		...inventedWordings(rare, many - few, random).map((one) => ({ ...one, body: `${words[Math.floor(random() * 2000)]} ${one.body}` }))
	];
	const passages: string[] = [];
	let bytes = 0;
	while (bytes < 16 * megabyte) {
		const passage = inventedText(language, words, wordings, 1200, random);
		passages.push(passage);
		bytes += Buffer.byteLength(passage);
	}
	const size = bytes / megabyte;
	const ours = coderSpeed(language, wordings, passages, size);
	row(language, 'Cinnabar, find and judge', few, ours.code.toFixed(1), '1.00');
	row(language, 'Cinnabar, find only', few, ours.find.toFixed(1), (ours.find / ours.code).toFixed(2));
	// Time must grow with the length of a passage, not with its square: all of a part of the text as one passage.
	const long = passages.slice(0, Math.ceil(passages.length / 16)).join(' ');
	const whole = coderSpeed(language, wordings, [long], Buffer.byteLength(long) / megabyte);
	row(language, 'Cinnabar, a passage of a megabyte', few, whole.code.toFixed(1), (whole.code / ours.code).toFixed(2));
	const larger = coderSpeed(language, more, passages, size);
	row(language, 'Cinnabar, find and judge', many, larger.code.toFixed(1), (larger.code / ours.code).toFixed(2));
	row(language, 'Cinnabar, find only', many, larger.find.toFixed(1), (larger.find / ours.code).toFixed(2));
	// Peers get a part of the text, because some need minutes for all of it.
	for (const [name, count, share, search] of peers(wordings, more)) {
		const part = passages.slice(0, Math.ceil(passages.length * share));
		const speed = (size * part.length) / passages.length / best(2, () => part.forEach(search));
		row(language, name, count, speed.toFixed(1), (speed / (count === few ? ours.code : larger.code)).toFixed(2));
	}
}

function coderSpeed(language: Language, wordings: Wording[], passages: string[], size: number): { code: number; find: number } {
	const lexicon = makeLexicon(language, wordings);
	const time = (work: (passage: string) => unknown) => size / best(3, () => passages.forEach(work));
	return { code: time((passage) => codeText(lexicon, passage)), find: time((passage) => find(lexicon, passage)) };
}

function peers(wordings: Wording[], more: Wording[]): [string, number, number, (passage: string) => unknown][] {
	const bodies = wordings.map(({ body }) => body);
	const regexes = [...Map.groupBy(wordings, ({ conceptId }) => conceptId).values()].map(
		(group) => new RegExp(group.map(({ body }) => body).join('|'), 'gi')
	);
	const modern = new ModernAhoCorasick(bodies);
	const monyone = new AhoCorasick(bodies);
	const monyoneMany = new AhoCorasick(more.map(({ body }) => body));
	return [
		['one alternation regex per concept', few, 0.005, (passage) => regexes.map((regex) => passage.match(regex))],
		['modern-ahocorasick', few, 0.1, (passage) => modern.search(passage)],
		['@monyone/aho-corasick', few, 0.1, (passage) => monyone.matchInText(passage)],
		['@monyone/aho-corasick', many, 0.1, (passage) => monyoneMany.matchInText(passage)]
	];
}
