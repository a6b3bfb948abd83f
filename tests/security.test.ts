import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wordsOfThisPlace } from '../src/domain/people/password.ts';

type List = { levels: Record<'1' | '2', string[]> };
const { levels } = JSON.parse(readFileSync('tests/asvs.json', 'utf8')) as List;
const levelOf = new Map([1, 2].flatMap((level) => levels[`${level as 1 | 2}`].map((number) => [number, level] as const)));

const page = readFileSync('docs/security.md', 'utf8');
const states = ['met', 'n/a', 'open'];

/** A row of the tables: what it is about stands between level and state. */
const rows = [...page.matchAll(/^\| V(\d+\.\d+\.\d+)\s*\| (\d)\s*\| ([^|]+?)\s*\| ([^|]+?)\s*\| (.+?)\s*\|$/gm)].map(
	([, number = '', level, about = '', state = '', answer = '']) => ({ number, level: Number(level), about, state, answer })
);
const named = rows.flatMap(({ number, answer }) =>
	[...answer.matchAll(/`([^`]+)`(?:: “([^”]+)”)?/g)].map(([, name = '', sentence]) => ({ number, name, sentence }))
);
/** What stands in backquotes is a file where it has a folder or an ending; the rest are words such as `acr`. */
const files = named.filter(
	({ name }) => /^[\w.@[\]=/-]+$/.test(name) && (/^(src|tests|docs|deploy|scripts)\//.test(name) || name === 'SECURITY.md')
);

test('every number of levels 1 and 2 is answered once, at its level', () => {
	expect(levelOf.size).toBe(253);
	expect(rows.map(({ number, level }) => `${number} ${level}`).toSorted()).toEqual(
		[...levelOf].map(([number, level]) => `${number} ${level}`).toSorted()
	);
});

test('each answer is met, n/a or open, and says something', () => {
	expect(rows.filter(({ state }) => !states.includes(state))).toEqual([]);
	expect(rows.filter(({ about, answer }) => about === '' || answer.trim() === '')).toEqual([]);
});

test('what is met names a test, a file or a part of the page', () => {
	const shown = new Set(files.map(({ number }) => number));
	expect(rows.filter(({ number, state, answer }) => state === 'met' && !shown.has(number) && !answer.includes('§'))).toEqual([]);
	const headings = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading));
	const parts = rows.flatMap(({ answer }) => [...answer.matchAll(/§ ([\w ]+)/g)].map(([, part = '']) => part.trim()));
	expect(parts.filter((part) => !headings.has(part))).toEqual([]);
});

test('every file that is named is there, and every sentence that is quoted is that of a test in it', () => {
	expect(files.filter(({ name }) => !existsSync(name)).map(({ number, name }) => `${number} ${name}`)).toEqual([]);
	const inText = [...page.matchAll(/`((?:src|tests|docs|deploy|scripts)\/[\w.@[\]=/-]+)`/g)].map(([, name = '']) => name);
	expect(inText.filter((name) => !existsSync(name))).toEqual([]);
	const quoted = named.filter((one) => one.sentence !== undefined);
	expect(quoted.length).toBeGreaterThan(150);
	const lost = quoted.filter(({ name, sentence }) => !readFileSync(name, 'utf8').includes(`'${sentence}'`));
	expect(lost.map(({ number, name, sentence }) => `${number} ${name}: ${sentence}`)).toEqual([]);
});

test('the figures at the top are those of the tables', () => {
	const count = (state: string, level?: number) => rows.filter((row) => row.state === state && (level ?? row.level) === row.level).length;
	const lines = states.map((state) => [state, count(state, 1), count(state, 2), count(state)]);
	const operators = (level?: number) =>
		rows.filter(({ state, answer, ...row }) => state === 'open' && /^The operator’s\./.test(answer) && (level ?? row.level) === row.level)
			.length;
	const shown = [...page.matchAll(/^\| (met|n\/a|open|of these, the operator’s|all)\s+\| (\d+)\s*\| (\d+)\s*\| (\d+)\s*\|$/gm)];
	expect(shown.map(([, name, ...figures]) => [name, ...figures.map(Number)])).toEqual([
		...lines,
		['of these, the operator’s', operators(1), operators(2), operators()],
		['all', levels[1].length, levels[2].length, levelOf.size]
	]);
});

test('every number that is open and ours is told at the top', () => {
	const top = page.slice(0, page.indexOf('## The rules'));
	const ours = rows.filter(({ state, answer }) => state === 'open' && !answer.startsWith('The operator’s.'));
	expect(ours.map(({ number }) => number).filter((number) => !top.includes(`(V${number})`))).toEqual([]);
});

test('the words that make no password are those of the page', () => {
	const listed = /these words: ([^.]+)\./.exec(page)?.[1]?.split(', ') ?? [];
	expect(listed.toSorted()).toEqual([...wordsOfThisPlace].toSorted());
});
