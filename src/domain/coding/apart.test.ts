import { expect, test } from 'vitest';
import { apart } from './apart.ts';
import { asProject, asSettlement, ownCodes, shownAgain, written } from './forms.ts';

const code = (conceptId: string, stance: 'need' | 'challenge', start: number, end: number) => ({
	conceptId,
	stance,
	start,
	end,
	quote: 'x'
});
const funds = code('need/finance', 'need', 0, 5);

test('two who say the same are not apart', () => {
	expect(
		apart([
			{ codes: [funds], states: true },
			{ codes: [funds], states: true }
		])
	).toEqual({ same: 1, onlySome: 0, ways: [] });
});

test('what one alone gave is told as a concept, a stance or words, by what the other said there', () => {
	const ways = (other: ReturnType<typeof code>[]) =>
		apart([
			{ codes: [funds], states: null },
			{ codes: other, states: null }
		]).ways;
	expect(ways([])).toEqual(['concept']);
	expect(ways([code('need/skills', 'need', 0, 5)])).toEqual(['concept']);
	expect(ways([code('need/finance', 'challenge', 0, 5)])).toEqual(['stance']);
	expect(ways([code('need/finance', 'need', 2, 9)])).toEqual(['words']);
	expect(ways([code('need/finance', 'need', 5, 9)])).toEqual(['concept']);
});

test('whether the passage states anything is a difference of its own, and silence is none', () => {
	expect(
		apart([
			{ codes: [], states: true },
			{ codes: [], states: false }
		]).ways
	).toEqual(['states']);
	expect(
		apart([
			{ codes: [], states: true },
			{ codes: [], states: null }
		]).ways
	).toEqual([]);
});

const form = (...fields: [string, string][]) => {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return written(data);
};

test('a form writes shares in per cent, and several values under one name', () => {
	const project = asProject(form(['doubleShare', '25'], ['coders', '3'], ['coders', '4'], ['randomShare', '']));
	expect(project).toMatchObject({ doubleShare: 0.25, coders: ['3', '4'], languages: [] });
	expect(project.randomShare).toBeUndefined();
});

test('an adjudicator’s codes are those written down and the one that is begun, and what is no code is refused and not shown again', () => {
	const known = JSON.stringify({ conceptId: 'need/finance', stance: 'need', quote: 'funds', near: 4 });
	const begun = form(['added', known], ['quote', 'more'], ['conceptId', 'need/skills'], ['stance', 'need'], ['near', '']);
	expect(ownCodes(begun).map(({ quote }) => quote)).toEqual(['funds', 'more']);
	expect(() => ownCodes(form(['added', 'nonsense']))).toThrow('refused.incomplete');
	expect(() => ownCodes(form(['quote', 'more'], ['conceptId', '']))).toThrow('refused.incomplete');
	expect(shownAgain(form(['added', 'nonsense'], ['added', known])).added).toEqual([known]);
});

test('a settlement says whether the passage states anything', () => {
	expect(() => asSettlement(form(['kept', '1']), 7)).toThrow('coding.say-whether-it-states');
	expect(asSettlement(form(['kept', '1'], ['states', 'no']), 7)).toEqual({ passageId: 7, kept: [1], added: [], states: false });
});
