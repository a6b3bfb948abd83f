import { expect, test } from 'vitest';
import { codeText } from './code.ts';
import type { Language } from './languages.ts';
import { makeLexicon } from './lexicon.ts';
import type { Wording } from './lexicon.ts';

const kinds: [string, Wording['kind'], string][] = [
	['challenge/finance', 'governed', 'funds|budget'],
	['challenge/technical-capacity', 'governed', 'trained staff'],
	['challenge/data', 'governed', 'laboratories|inventory'],
	['challenge/finance', 'alternative', 'funding gap'],
	['need/finance', 'alternative', 'funds|budget'],
	['need/skills', 'alternative', 'trained staff|training'],
	['need/skills', 'generic', 'training'],
	['need/data', 'alternative', 'laboratories|inventory|monitoring'],
	['sector/waste', 'alternative', 'waste'],
	['enabler/workforce', 'governed', 'trained staff'],
	['stance/challenge', 'alternative', 'lack of…|shortage of…|insufficient|…hinder'],
	['stance/need', 'alternative', 'need|requires'],
	['stance/progress', 'alternative', 'has established|have been trained'],
	['stance/plan', 'alternative', 'will|plans to'],
	['stance/offer', 'alternative', 'is ready to share'],
	['cue/negation', 'alternative', 'no…|not'],
	['cue/resolved', 'alternative', 'has been overcome|no longer'],
	['cue/enabling', 'alternative', 'is essential for|depends on…'],
	['cue/unit', 'alternative', 'inspectors|kg'],
	['cue/currency', 'alternative', 'US dollars|USD'],
	['cue/time', 'alternative', 'months|years|by the end of'],
	['cue/number', 'alternative', 'two|three'],
	['cue/place', 'alternative', 'province'],
	['cue/institution', 'alternative', 'ministry']
];
const wordings = kinds.flatMap(([conceptId, kind, bodies]) => bodies.split('|').map((body): Wording => ({ conceptId, kind, body })));
const lexicon = makeLexicon('en', wordings);

const coded = (text: string) =>
	codeText(lexicon, text)
		.codes.map(({ concept, stance }) => `${concept} ${stance}`)
		.toSorted();

test.each<[string, string[]]>([
	['The country faces a lack of funds.', ['challenge/finance challenge', 'need/finance challenge']],
	[
		'Lack of funds and trained staff for monitoring.',
		['challenge/finance challenge', 'challenge/technical-capacity challenge', 'need/finance challenge', 'need/skills challenge']
	],
	['Laboratories are insufficient.', ['challenge/data challenge', 'need/data challenge']],
	['There is no lack of funds.', ['need/finance progress', 'challenge/finance progress'].toSorted()],
	['There are no laboratories.', ['challenge/data challenge', 'need/data challenge']],
	['The lack of funds has been overcome.', ['challenge/finance progress', 'need/finance progress']],
	['The ministry has established an inventory.', ['need/data progress']],
	['The ministry has not established an inventory.', ['challenge/data challenge', 'need/data challenge']],
	['The ministry will need trained staff.', ['need/skills need']],
	['The ministry plans to start monitoring waste.', ['need/data plan', 'sector/waste plan']],
	['The ministry is ready to share its inventory.', ['need/data offer']],
	['Transfer depends on trained staff.', ['enabler/workforce none', 'need/skills none']],
	['There is a funding gap.', ['challenge/finance challenge', 'need/finance challenge']],
	['Funds exist, but laboratories are insufficient.', ['challenge/data challenge', 'need/data challenge']]
])('%s', (text, expected) => {
	expect(coded(text)).toEqual(expected.toSorted());
});

test('a governed challenge quotes the cue with the topic', () => {
	const { codes } = codeText(lexicon, 'We see a shortage of well trained staff here.');
	expect(codes.find(({ concept }) => concept === 'challenge/technical-capacity')).toMatchObject({
		quote: 'shortage of well trained staff',
		why: { rule: 'governed', wording: 'trained staff', cue: 'shortage of' }
	});
});

test('every quote is what stands at its offsets', () => {
	const text = '😀 Lack of funds; laboratories are insufficient. There are no laboratories.';
	for (const { start, end, quote } of codeText(lexicon, text).codes) expect(text.slice(start, end)).toBe(quote);
});

test.each<[string, Partial<Record<'kind' | 'sector' | 'item' | 'quantity' | 'place' | 'time', string | null>>, number]>([
	['We lack resources and capacity.', { kind: null, quantity: null, time: null }, 0],
	['We need training.', { kind: 'need/skills', item: null }, 1],
	['We need trained staff.', { kind: 'need/skills', item: 'trained staff' }, 2],
	[
		'We need training for 40 inspectors by the end of 2027 in the northern province.',
		{ quantity: '40 inspectors', place: 'province', time: 'end of 2027' },
		4
	],
	['A budget of USD 40,000 for waste over three years.', { sector: 'sector/waste', quantity: 'USD 40,000', time: 'three years' }, 5],
	['In 2019, under decision MC-5/12 and article 14, $ 1.5 million were asked.', { quantity: '$ 1.5', time: '2019' }, 2]
])('what "%s" names', (text, named, score) => {
	const { specificity } = codeText(lexicon, text);
	expect(specificity).toMatchObject(named);
	expect(specificity.score).toBe(score);
});

test('a question states nothing, but names its field', () => {
	expect(coded('Is there a lack of funds for waste? We lack none.')).toEqual(['sector/waste none']);
});

test('Russian participles tell what was done, Arabic futures what is planned, and Chinese commas end a clause', () => {
	const acts = (language: Language, wordings: [string, string][], text: string) =>
		codeText(
			makeLexicon(
				language,
				wordings.map(([conceptId, body]): Wording => ({ conceptId, kind: 'alternative', body }))
			),
			text
		).codes.map(({ concept, stance }) => `${concept} ${stance}`);
	expect(acts('ru', [['need/data', 'национальный кадастр']], 'Национальный кадастр разработан.')).toEqual(['need/data progress']);
	expect(acts('ar', [['need/data', 'قاعدة بيانات']], 'ستطور الوزارة قاعدة بيانات.')).toEqual(['need/data plan']);
	expect(
		acts(
			'zh',
			[
				['need/data', '排放数据库'],
				['need/skills', '人员培训'],
				['stance/challenge', '缺乏…'],
				['stance/plan', '将建立…']
			],
			'缺乏人员培训，将建立排放数据库。'
		)
	).toEqual(['need/skills challenge', 'need/data plan']);
});

test('a text that is empty, or has no words, has no codes', () => {
	for (const text of ['', '   ', '…!?', '\ud800']) expect(codeText(lexicon, text)).toMatchObject({ codes: [], specificity: { score: 0 } });
});
