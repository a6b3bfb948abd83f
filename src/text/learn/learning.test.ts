import { expect, test } from 'vitest';
import { makeLexicon } from '../lexicon.ts';
import type { Wording } from '../lexicon.ts';
import { calibrationError } from './calibrate.ts';
import { learn, makeLesson } from './examples.ts';
import { explain } from './explain.ts';
import { usualSettings } from './model.ts';
import type { Learnt, Settings } from './model.ts';
import { makeNearness } from './nearness.ts';
import { seededRandom } from '../random.ts';
import { readText } from './read.ts';
import type { Reading } from './read.ts';
import { scorePassage, scoreStances } from './score.ts';
import { digestOf, readLearnt, writeLearnt } from './stored.server.ts';

const wordings: Wording[] = [
	{ conceptId: 'need/equipment', kind: 'alternative', body: 'mercury analysers' },
	{ conceptId: 'need/skills', kind: 'alternative', body: 'training courses' },
	{ conceptId: 'stance/need', kind: 'alternative', body: 'needs' }
];
const lexicon = makeLexicon('en', wordings);
const nearness = makeNearness(lexicon);
const labels = ['need/equipment', 'need/skills', 'particular/place'];
const settings: Settings = { ...usualSettings, cost: 15 };
const about = { name: 'test', date: '2026-11-24', seed: 7, digest: digestOf([]) };
const read = (text: string) => readText(lexicon, nearness, text);

const filler = 'the ministry reports that work of this year went on as before in offices and schools near rivers and towns'.split(' ');

/** Passages in which "retorts" speaks for equipment though no wording says so, and a code of the rules is right three times of four. */
function planted(count: number, seed: number): { reading: Reading; codes: { concept: string; stance: string }[]; document: string }[] {
	const random = seededRandom(seed);
	return Array.from({ length: count }, (_, at) => {
		const words = Array.from({ length: 8 }, () => filler[Math.floor(random() * filler.length)] ?? '');
		const isPlanted = random() < 0.15;
		const isCoded = random() < 0.3;
		if (isPlanted) words.splice(4, 0, 'retorts');
		if (isCoded) words.push('needs', 'mercury', 'analysers');
		const isTrue = (isPlanted && random() < 0.95) || (isCoded && random() < 0.75);
		return {
			reading: read(words.join(' ')),
			codes: isTrue ? [{ concept: 'need/equipment', stance: isCoded ? 'need' : 'challenge' }] : [],
			document: `document ${Math.floor(at / 4)}`
		};
	});
}

function learntFrom(count: number, seed = about.seed): Learnt {
	const lessons = planted(count, 3).map(({ reading, codes, document }) =>
		makeLesson(reading, labels, document, { codes, labels: new Set() }, settings)
	);
	return learn(labels, lessons, { ...about, seed }, settings);
}

const learnt = learntFrom(800);
const probabilityOf = (one: Learnt, reading: Reading, label = 'need/equipment') =>
	scorePassage(one, reading).find((score) => score.label === label)?.probability ?? NaN;

test('the same lessons and the same seed give the same model, bit for bit', () => {
	expect(writeLearnt(learntFrom(120))).toBe(writeLearnt(learntFrom(120)));
});

test('another seed gives much the same scores', () => {
	const other = learntFrom(800, 8);
	for (const { reading } of planted(40, 5))
		expect(Math.abs(probabilityOf(other, reading) - probabilityOf(learnt, reading))).toBeLessThan(0.2);
});

test('a model that was written and read again scores the same to the last bit', () => {
	const again = readLearnt(writeLearnt(learnt));
	expect(again.passages.about).toEqual(about);
	expect(again.passages.labels).toEqual(labels);
	for (const { reading } of planted(20, 6)) {
		expect(scorePassage(again, reading)).toEqual(scorePassage(learnt, reading));
		expect(scoreStances(again, reading, 'need/equipment')).toEqual(scoreStances(learnt, reading, 'need/equipment'));
	}
});

test('a model of another version, or cut short, is refused', () => {
	const plain = JSON.parse(writeLearnt(learnt));
	expect(() => readLearnt(JSON.stringify({ ...plain, passages: { ...plain.passages, version: 0 } }))).toThrow('train it again');
	expect(() => readLearnt(JSON.stringify({ ...plain, stances: { ...plain.stances, weights: 'AAAA' } }))).toThrow();
});

test('the digest of a training set does not depend on its order', () => {
	expect(digestOf(['a', 'b'])).toBe(digestOf(['b', 'a']));
	expect(digestOf(['a', 'b'])).not.toBe(digestOf(['a', 'c']));
});

test('a word that no wording has is learnt', () => {
	expect(probabilityOf(learnt, read('work of this year went on with retorts in towns'))).toBeGreaterThan(0.5);
	expect(probabilityOf(learnt, read('work of this year went on as before in towns'))).toBeLessThan(0.15);
});

test('a label seldom seen keeps to what the rules say', () => {
	const few = learntFrom(12);
	const said = (text: string) => probabilityOf(few, read(text), 'need/skills');
	expect(said('the ministry needs training courses')).toBeGreaterThan(5 * said('the ministry reports'));
});

test('the explanation names the planted word, and the code of the rules', () => {
	const words = explain(learnt.passages, read('work of this year went on with retorts in towns'), 'need/equipment');
	expect(words.find(({ kind }) => kind === 'word')).toMatchObject({ kind: 'word', quote: 'retorts' });
	const reasons = explain(learnt.passages, read('the ministry needs mercury analysers'), 'need/equipment', 20);
	expect(reasons).toContainEqual(expect.objectContaining({ kind: 'rule', name: 'code need/equipment' }));
	expect(reasons).toContainEqual(expect.objectContaining({ kind: 'shared', name: 'coded' }));
});

test('the quotes of an explanation stand in the text', () => {
	const text = 'schools need retorts — «retorts» of the ministry';
	for (const reason of explain(learnt.passages, read(text), 'need/equipment', 20))
		if (reason.kind === 'word') expect(text.slice(reason.start, reason.end)).toBe(reason.quote);
});

test('the stance of a concept is learnt', () => {
	expect(scoreStances(learnt, read('the ministry needs mercury analysers'), 'need/equipment')[0]?.label).toBe('stance/need');
	expect(scoreStances(learnt, read('work with retorts in towns'), 'need/equipment')[0]?.label).toBe('stance/challenge');
});

test('probabilities are as frequent as they say on passages not seen', () => {
	const fresh = planted(1000, 11);
	const error = calibrationError(
		fresh.map(({ reading }) => probabilityOf(learnt, reading)),
		fresh.map(({ codes }) => codes.length > 0)
	);
	expect(error).toBeLessThan(0.05);
});
