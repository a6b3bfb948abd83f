import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import { languages } from '#text/languages.ts';
import { learn, makeLesson } from '#text/learn/examples.ts';
import type { Lesson } from '#text/learn/examples.ts';
import { facetOf, passageLabels } from '#text/learn/labels.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import type { Reading } from '#text/learn/read.ts';
import { scorePassage } from '#text/learn/score.ts';
import { readLearnt, writeLearnt } from '#text/learn/stored.server.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { stances } from '#text/particulars.ts';
import { seededRandom } from '#text/random.ts';
import { inventedText, inventedWords } from './invented.ts';
import { row } from './measure.ts';

const passagesOfDocument = 40;
const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);

/**
 * Training on invented reviewed passages: words drawn by Zipf's law with the codebook's own wordings strewn in, and a reviewer who keeps four of five
 * codes of the rules and adds a few. One core does all the work.
 */
export function benchLearning(): void {
	row('passages', 'labels', 'features learnt', 'read, s', 'train, s', 'score, ms', 'store, s', 'megabytes stored', 'megabytes held, most');
	for (const count of [1000, 5000, 20_000]) benchTraining(count);
}

function benchTraining(count: number): void {
	const { concepts } = readCodebook('data/concepts');
	const labels = [...concepts.map(({ id }) => id).filter((id) => facetOf(id) !== undefined && !id.startsWith('stance/')), ...passageLabels];
	const random = seededRandom(4);
	let most = 0;
	const watch = <T>(work: () => T): [T, number] => {
		const began = performance.now();
		const made = work();
		most = Math.max(most, megabytes());
		return [made, (performance.now() - began) / 1000];
	};
	const [readings, reading] = readingsOf(count, random);
	const [lessons, making] = watch(() =>
		readings.map((one, at) => lessonOf(one, labels, `document ${Math.floor(at / passagesOfDocument)}`, random))
	);
	const some = readings.slice(0, 200);
	readings.length = 0;
	const [learnt, training] = watch(() => learn(labels, lessons, { name: 'bench', date: '2026-11-24', seed: 1, digest: '' }));
	const [, scoring] = watch(() => some.forEach((one) => scorePassage(learnt, one)));
	const [json, storing] = watch(() => writeLearnt(learnt));
	const [, loading] = watch(() => readLearnt(json));
	row(
		count,
		labels.length,
		learnt.passages.columns.length,
		(reading + making).toFixed(1),
		training.toFixed(1),
		((scoring / some.length) * 1000).toFixed(1),
		(storing + loading).toFixed(1),
		(json.length / 1e6).toFixed(1),
		most
	);
}

function readingsOf(count: number, random: () => number): [Reading[], number] {
	const wordings = wordingsByLanguage(readCodebook('data/concepts').concepts);
	const lexicons = makeLexicons(wordings);
	let seconds = 0;
	const readings = languages.flatMap((language) => {
		const nearness = makeNearness(lexicons[language]);
		const words = inventedWords(language, 20_000, random);
		return Array.from({ length: Math.ceil(count / languages.length) }, () => {
			const text = inventedText(language, words, wordings[language], 350, random);
			const began = performance.now();
			const reading = readText(lexicons[language], nearness, text);
			seconds += (performance.now() - began) / 1000;
			return reading;
		});
	});
	return [readings.slice(0, count), seconds];
}

/** An invented reviewer's verdict. */
function lessonOf(reading: Reading, labels: readonly string[], document: string, random: () => number): Lesson {
	const kept = reading.coding.codes.filter(({ concept }) => labels.includes(concept) && random() < 0.8);
	const added = labels.filter(() => random() < 0.01);
	const codes = [
		...kept.map(({ concept, stance, start, end }) => ({
			concept,
			start,
			end,
			stance: random() < 0.8 ? stance : (stances[Math.floor(random() * stances.length)] ?? 'none')
		})),
		...added.filter((label) => !passageLabels.includes(label)).map((concept) => ({ concept, stance: 'challenge', start: 0, end: 40 }))
	];
	const { specificity, states } = reading.coding;
	const given = passageLabels.filter((label) => {
		const name = label.slice(label.indexOf('/') + 1);
		const isNamed = label === 'states/any' ? states : Object.entries(specificity).some(([key, value]) => key === name && value !== null);
		return isNamed !== random() < 0.1;
	});
	return makeLesson(reading, labels, document, { codes, labels: new Set(given) });
}
