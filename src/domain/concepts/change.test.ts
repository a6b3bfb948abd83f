import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { changed } from './change.ts';
import type { Change, Dealt } from './change.ts';
import { canonicalJson } from './canonical.ts';
import { differenceOf, sizeOf } from './difference.ts';
import { isLive, listedKinds, wordingsByLanguage } from './model.ts';
import type { Concept, Scheme, TextLists, Texts } from './model.ts';
import { movesBetween } from './moves.ts';
import { contentOf, digestOf } from './snapshot.server.ts';

const texts = (said: string): Texts => Object.fromEntries(languages.map((language) => [language, `${said} ${language}`])) as Texts;
const lists = (...some: string[]): TextLists =>
	Object.fromEntries(languages.map((language) => [language, [...some]])) as Record<(typeof languages)[number], string[]>;

function make(id: string, given: Partial<Concept> = {}, ...wordings: string[]): Concept {
	return {
		id,
		scheme: id.split('/')[0] as Scheme,
		...{ label: texts(id), definition: texts('a definition'), include: texts('in'), exclude: texts('out'), examples: lists('an example') },
		wordings: { alternative: lists(...wordings), generic: lists(), governed: lists(), exclusion: lists() },
		...given
	};
}
const concepts = [
	make('need/equipment', {}, 'equipment'),
	make('need/pumps', { broader: 'need/equipment' }, 'pump'),
	make('need/valves', { broader: 'need/pumps' }, 'valve', 'pump'),
	make('need/skills', {}, 'training'),
	make('sector/cement', {}, 'cement'),
	make('stance/need', {}, 'need')
];
const find = (all: readonly Concept[], id: string) => all.find((one) => one.id === id)!;
const deal = (concept: Concept, to: (body: string) => number[]): Dealt[] =>
	languages.flatMap((language) =>
		listedKinds.flatMap((kind) => concept.wordings[kind][language].map((body) => ({ language, kind, body, to: to(body) })))
	);

test('a rewording changes what it names and nothing else', () => {
	const after = changed(concepts, {
		...{ kind: 'reword', concept: 'need/skills', language: 'fr' },
		words: { label: 'Compétences', wordings: { alternative: ['formation'] } }
	});
	expect(find(after, 'need/skills').label).toEqual({ ...texts('need/skills'), fr: 'Compétences' });
	expect(find(after, 'need/skills').wordings.alternative).toEqual({ ...lists('training'), fr: ['formation'] });
	const { reworded, ...others } = differenceOf(concepts, after);
	expect(reworded).toMatchObject([
		{
			id: 'need/skills',
			texts: [{ language: 'fr', part: 'label', from: 'need/skills fr', to: 'Compétences' }],
			lists: [{ language: 'fr', list: 'alternative', removed: ['training'], added: ['formation'] }]
		}
	]);
	expect(Object.values(others).flat()).toEqual([]);
	expect(movesBetween(concepts, after)).toEqual({ follow: [], left: [], back: [] });
});

test('a concept moves below another of its scheme, and no evidence moves', () => {
	const after = changed(concepts, { kind: 'move', concept: 'need/valves', broader: 'need/skills' });
	expect(differenceOf(concepts, after).moved).toMatchObject([{ id: 'need/valves', from: 'need/pumps', to: 'need/skills' }]);
	expect(movesBetween(concepts, after)).toEqual({ follow: [], left: [], back: [] });
	const top = changed(after, { kind: 'move', concept: 'need/valves', broader: null });
	expect('broader' in find(top, 'need/valves')).toBe(false);
});

test('of two that are merged the wordings are joined, and what stood below the one stands below the other', () => {
	const after = changed(concepts, { kind: 'merge', concept: 'need/pumps', into: 'need/skills' });
	expect(find(after, 'need/skills').wordings.alternative.en).toEqual(['training', 'pump']);
	expect(find(after, 'need/pumps').retired).toEqual({ replacedBy: ['need/skills'] });
	expect(find(after, 'need/valves').broader).toBe('need/skills');
	expect(movesBetween(concepts, after).follow).toEqual([{ from: 'need/pumps', to: 'need/skills' }]);
	expect(differenceOf(concepts, after).merged).toMatchObject([{ id: 'need/pumps', into: 'need/skills' }]);
	// What is retired is not looked for any more.
	expect(wordingsByLanguage(after).en.filter(({ conceptId }) => conceptId === 'need/pumps')).toEqual([]);
});

test('a concept merges into one that stood below it, without a circle', () => {
	const after = changed(concepts, { kind: 'merge', concept: 'need/equipment', into: 'need/valves' });
	expect(find(after, 'need/pumps').broader).toBeUndefined();
	expect(find(after, 'need/valves').broader).toBe('need/pumps');
});

test('a split makes new concepts, gives each what was dealt to it, and asks about what was accepted', () => {
	const parts = [
		{ id: 'need/ball-valves', label: texts('ball') },
		{ id: 'need/gate-valves', label: texts('gate') }
	];
	const change: Change = {
		...{ kind: 'split', concept: 'need/valves', parts },
		deal: deal(find(concepts, 'need/valves'), (body) => (body === 'valve' ? [0, 1] : [1]))
	};
	const after = changed(concepts, change);
	expect(find(after, 'need/ball-valves').wordings.alternative.ru).toEqual(['valve']);
	expect(find(after, 'need/gate-valves').wordings.alternative.zh).toEqual(['valve', 'pump']);
	expect(find(after, 'need/gate-valves').broader).toBe('need/pumps');
	expect(movesBetween(concepts, after).left).toEqual([{ from: 'need/valves', parts: ['need/ball-valves', 'need/gate-valves'] }]);
	const { split, added } = differenceOf(concepts, after);
	expect([split.map(({ into }) => into), added.map(({ id }) => id)]).toEqual([
		[['need/ball-valves', 'need/gate-valves']],
		['need/ball-valves', 'need/gate-valves']
	]);
	// Someone gives the old one another wording before the split is confirmed.
	const meanwhile = changed(concepts, {
		...{ kind: 'reword', concept: 'need/valves', language: 'en' },
		words: { wordings: { alternative: ['valve', 'pump', 'tap'] } }
	});
	expect(() => changed(meanwhile, change)).toThrow('versions.deal-again');
});

test('what retires can come back, and then says the same as before', () => {
	const gone = changed(concepts, { kind: 'retire', concept: 'need/valves', replacement: null });
	expect(movesBetween(concepts, gone).left).toEqual([{ from: 'need/valves', parts: [] }]);
	const back = changed(gone, { kind: 'restore', concept: 'need/valves' });
	expect(movesBetween(gone, back).back).toEqual(['need/valves']);
	expect(contentOf(back)).toBe(contentOf(concepts));
	expect(sizeOf(differenceOf(concepts, back))).toBe(0);
});

test('evidence follows to what is in use, over several mergers', () => {
	const once = changed(concepts, { kind: 'retire', concept: 'need/pumps', replacement: 'need/valves' });
	const twice = changed(once, { kind: 'merge', concept: 'need/valves', into: 'need/skills' });
	expect(movesBetween(concepts, twice).follow).toEqual([
		{ from: 'need/pumps', to: 'need/skills' },
		{ from: 'need/valves', to: 'need/skills' }
	]);
});

test('where another version is taken into use, what only this site has retires', () => {
	const own = changed([...concepts, make('need/own', { broader: 'need/skills' }, 'own')], {
		...{ kind: 'reword', concept: 'need/own', language: 'en' },
		words: { label: 'Own' }
	});
	const after = changed(own, { kind: 'adopt', version: '' }, concepts);
	expect(after.filter(isLive).map(({ id }) => id)).not.toContain('need/own');
	expect(find(after, 'need/own').label.en).toBe('Own');
	expect(movesBetween(own, after).left).toEqual([{ from: 'need/own', parts: [] }]);
});

test.each<[string, Change]>([
	['versions.nothing-changed', { kind: 'move', concept: 'need/pumps', broader: 'need/equipment' }],
	['versions.nothing-changed', { kind: 'reword', concept: 'need/pumps', language: 'en', words: {} }],
	['versions.no-such-concept', { kind: 'restore', concept: 'need/none' }],
	['versions.not-retired', { kind: 'restore', concept: 'need/pumps' }],
	['versions.circle', { kind: 'move', concept: 'need/equipment', broader: 'need/valves' }],
	['versions.circle', { kind: 'move', concept: 'need/equipment', broader: 'need/equipment' }],
	['versions.other-scheme', { kind: 'move', concept: 'need/pumps', broader: 'sector/cement' }],
	['versions.other-scheme', { kind: 'merge', concept: 'need/pumps', into: 'sector/cement' }],
	['versions.itself', { kind: 'merge', concept: 'need/pumps', into: 'need/pumps' }],
	['versions.is-grammar', { kind: 'retire', concept: 'stance/need', replacement: null }],
	['versions.two-parts', { kind: 'split', concept: 'need/pumps', parts: [{ id: 'need/a', label: texts('a') }], deal: [] }],
	[
		'versions.id-taken',
		{
			...{ kind: 'split', concept: 'need/pumps', deal: [] },
			parts: ['need/skills', 'need/b'].map((id) => ({ id, label: texts(id) }))
		}
	]
])('it is refused as %s: %o', (code, change) => {
	expect(() => changed(concepts, change)).toThrow(code);
});

test('the name of a content does not hang on the order of keys or concepts', () => {
	const [one] = concepts;
	const turned = Object.fromEntries(Object.entries(one!).toReversed()) as Concept;
	expect(digestOf(turned)).toBe(digestOf(one!));
	expect(digestOf({ ...one!, notation: undefined })).toBe(digestOf(one!));
	expect(digestOf(JSON.parse(canonicalJson(one)) as Concept)).toBe(digestOf(one!));
	expect(contentOf(concepts.toReversed())).toBe(contentOf(concepts));
});
