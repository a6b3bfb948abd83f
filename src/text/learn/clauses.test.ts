import { expect, test } from 'vitest';
import { makeLexicon } from '../lexicon.ts';
import { seededRandom } from '../random.ts';
import { clausesOf, speaksFor } from './clauses.ts';
import { learn, makeLesson } from './examples.ts';
import type { Settled } from './examples.ts';
import { explain } from './explain.ts';
import { usualSettings } from './model.ts';
import { makeNearness } from './nearness.ts';
import { readText } from './read.ts';
import { clauseFor, scorePassage, specificityFrom } from './score.ts';
import { readLearnt, writeLearnt } from './stored.server.ts';

const lexicon = makeLexicon('en', [{ conceptId: 'need/equipment', kind: 'alternative', body: 'mercury analysers' }]);
const nearness = makeNearness(lexicon);
const read = (text: string) => readText(lexicon, nearness, text);
const labels = ['challenge/access', 'need/equipment', 'particular/place'];
const about = { name: 'test', date: '2026-11-24', seed: 3, digest: '' };
const clauses = (text: string) => clausesOf(read(text), usualSettings.weighing).map(({ start, end }) => text.slice(start, end));

test('a text is cut at the ends of sentences, and at a comma with words enough on either side', () => {
	expect(clauses('The ministry, in brief, needs help. Retorts are dear in every village, and nobody sells the smaller ones.')).toEqual([
		'The ministry, in brief, needs help',
		'Retorts are dear in every village',
		'and nobody sells the smaller ones'
	]);
	expect(clauses('')).toEqual([]);
});

test('a quote speaks for the clauses of which it holds half, and for the one that holds half of it', () => {
	expect(speaksFor({ start: 0, end: 10 }, { start: 8, end: 30 })).toBe(false);
	expect(speaksFor({ start: 0, end: 10 }, { start: 2, end: 30 })).toBe(true);
	expect(speaksFor({ start: 0, end: 100 }, { start: 90, end: 100 })).toBe(true);
});

/** Passages of two sentences, the second of which carries the code, by a word that no wording has. */
function planted(count: number): { text: string; codes: Settled['codes'] }[] {
	const random = seededRandom(5);
	const some = 'the office went on with work near rivers in schools and towns of this region'.split(' ');
	const sentence = () => Array.from({ length: 8 }, () => some[Math.floor(random() * some.length)] ?? '').join(' ');
	return Array.from({ length: count }, () => {
		const first = `${sentence()}. `;
		if (random() < 0.6) return { text: `${first}${sentence()}.`, codes: [] };
		const said = `${sentence()} retorts`;
		return {
			text: `${first}${said}.`,
			codes: [{ concept: 'need/equipment', stance: 'need', start: first.length, end: first.length + said.length }]
		};
	});
}

const lessons = planted(300).map(({ text, codes }, at) => makeLesson(read(text), labels, `document ${at}`, { codes, labels: new Set() }));
const learnt = learn(labels, lessons, about);

test('where reviews say which words carry a code, clauses are learnt from, and the clause that says it is told', () => {
	expect(learnt.passages.clauses).toBeDefined();
	const text = 'Work went on near rivers in schools. The office of this region went on with retorts. Towns of the region went on.';
	const span = clauseFor(learnt, read(text), 'need/equipment');
	expect(text.slice(span?.start, span?.end)).toBe('The office of this region went on with retorts');
	expect(explain(learnt.passages, read(text), 'need/equipment').find(({ kind }) => kind === 'word')).toMatchObject({ quote: 'retorts' });
});

test('where no review says which words carry a code, there is no clause to tell', () => {
	const bare = planted(60).map(({ text, codes }, at) => {
		const settled = { codes: codes.map(({ concept, stance }) => ({ concept, stance })), labels: new Set<string>() };
		return makeLesson(read(text), labels, `document ${at}`, settled);
	});
	const other = learn(labels, bare, about);
	expect(other.passages.clauses).toBeUndefined();
	expect(clauseFor(other, read('the office went on with retorts'), 'need/equipment')).toBeUndefined();
});

test('what was learnt of clauses is written and read again to the last bit, and is the same for the same seed', () => {
	const json = writeLearnt(learnt);
	expect(writeLearnt(learn(labels, lessons, about))).toBe(json);
	const reading = read('work went on near rivers, the office of this region went on with retorts');
	expect(scorePassage(readLearnt(json), reading)).toEqual(scorePassage(learnt, reading));
});

test('nothing is learnt of a label that nobody looked for', () => {
	const place = 'particular/place';
	const taught = (unknown: ReadonlySet<string>) =>
		planted(120).map(({ text, codes }, at) =>
			makeLesson(read(text), labels, `document ${at}`, {
				codes,
				labels: new Set(at % 2 === 0 ? [place] : []),
				unknown: at % 2 === 0 ? new Set() : unknown
			})
		);
	const said = (unknown: ReadonlySet<string>) =>
		scorePassage(learn(labels, taught(unknown), about), read('work went on near rivers')).find(({ label }) => label === place)
			?.probability ?? NaN;
	expect(said(new Set([place]))).toBeGreaterThan(said(new Set()) + 0.2);
});

test('the specificity that is most likely is the number of particulars that may be expected', () => {
	const score = (label: string, probability: number) => ({ label, probability, isProposed: false, isProposedAlone: false });
	expect(
		specificityFrom([score('particular/place', 0.6), score('particular/time', 0.6), score('particular/item', 0.6), score('need/data', 1)])
	).toBe(2);
});
