import type { Language } from '#text/languages.ts';

const longest = 320;
const cut = '…';

/** What is quoted of a passage: the sentence or sentences in which the evidence stands, or, where these are long, the words around it. */
export function excerpt(written: string, quote: string, language: Language): string {
	// A line may end inside a sentence; one space for each character keeps the places.
	const body = written.replace(/\s/g, ' ');
	const start = Math.max(0, written.indexOf(quote));
	const end = start + quote.length;
	const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(body)].filter(
		({ index, segment }) => index < end && start < index + segment.length
	);
	const whole = tidy(sentences.map(({ segment }) => segment).join(''));
	if (whole.length <= longest) return whole;
	const from = sentences[0]?.index ?? start;
	const to = from + sentences.reduce((sum, { segment }) => sum + segment.length, 0);
	const margin = Math.max(0, Math.floor((longest - quote.length) / 2));
	const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(body.slice(from, to))].filter(
		({ index, segment }) => from + index >= start - margin && from + index + segment.length <= end + margin
	);
	const first = words[0]?.index ?? 0;
	const last = words.at(-1);
	const piece = tidy(words.map(({ segment }) => segment).join(''));
	const isCutAtEnd = last === undefined || from + last.index + last.segment.length < to;
	return `${first > 0 ? `${cut} ` : ''}${piece}${isCutAtEnd ? ` ${cut}` : ''}`;
}

function tidy(text: string): string {
	return text.replace(/\s+/gu, ' ').trim();
}
