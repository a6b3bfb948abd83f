import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

/** Each folder of `src`, and the folders it may import from. This table is the architecture. */
const folders: Record<string, string[]> = {
	text: [],
	i18n: ['text'],
	db: [],
	domain: ['db', 'i18n', 'text'],
	ui: ['domain', 'i18n', 'text'],
	routes: ['ui', 'domain', 'i18n', 'text'],
	cli: ['db', 'domain', 'i18n', 'text']
};

/** Each subject of `domain` may import only from those named before it. */
const subjects = [
	'jobs',
	'mail',
	'limits',
	'people',
	'offices',
	'history',
	'edits',
	'parties',
	'documents',
	'concepts',
	'evidence',
	'coding',
	'agreement',
	'machines',
	'findings',
	'studies',
	'exchange',
	'corrections',
	'replies'
];

const statement = /^\s*(?:import|export)\s(type\s)?[^'";]*?from\s'([#.][^']+)'/gm;

const imports = globSync('src/**/*.{ts,svelte}', { exclude: ['**/*.test.ts'] }).flatMap((path) =>
	[...readFileSync(path, 'utf8').matchAll(statement)].map(([, type, target = '']) => ({
		from: path.split('/').slice(1),
		to: (target.startsWith('#') ? `src/${target.slice(1)}` : posix.join(posix.dirname(path), target)).split('/').slice(1),
		typeOnly: type !== undefined
	}))
);

type Import = (typeof imports)[number];
const offenders = (isWrong: (one: Import) => boolean) =>
	imports.filter(isWrong).map(({ from, to }) => `${from.join('/')} → ${to.join('/')}`);

test('there are imports to look at', () => {
	expect(imports.length).toBeGreaterThan(30);
});

test('a folder imports only from the folders below it', () => {
	expect(
		offenders(
			({ from: [here = ''], to: [there = ''] }) => here in folders && here !== there && there in folders && !folders[here]?.includes(there)
		)
	).toEqual([]);
});

test('a subject imports only from the subjects named before it', () => {
	const rank = ([folder, subject = '']: string[]) => (folder === 'domain' ? subjects.indexOf(subject) : -1);
	expect(offenders(({ from, to }) => rank(to) > rank(from) && from[0] === 'domain')).toEqual([]);
});

test('every subject is in the list', () => {
	const found = new Set(globSync('src/domain/*/*.ts').map((path) => path.split('/')[2]));
	expect([...found].filter((one) => !subjects.includes(one ?? ''))).toEqual([]);
});

test('a component sees a subject only through its model', () => {
	expect(
		offenders(
			({ from, to, typeOnly }) => from.at(-1)?.endsWith('.svelte') === true && to[0] === 'domain' && !typeOnly && to.at(-1) !== 'model.ts'
		)
	).toEqual([]);
});

test('no file reaches itself through its own imports', () => {
	const next = Map.groupBy(
		imports.filter((one) => !one.typeOnly),
		({ from }) => from.join('/')
	);
	const circles: string[] = [];
	const done = new Set<string>();
	const walk = (file: string, road: string[]): void => {
		if (road.includes(file)) circles.push([...road.slice(road.indexOf(file)), file].join(' → '));
		if (road.includes(file) || done.has(file)) return;
		for (const { to } of next.get(file) ?? []) walk(to.join('/'), [...road, file]);
		done.add(file);
	};
	for (const file of next.keys()) walk(file, []);
	expect(circles).toEqual([]);
});

test('nothing outside is imported where it must not be', () => {
	const foreign = /from\s'(@sveltejs\/kit|svelte|\$app)[^']*'/;
	const broken = globSync('src/{text,i18n,db,domain}/**/*.ts').filter((path) => foreign.test(readFileSync(path, 'utf8')));
	const models = globSync('src/domain/**/model.ts').filter((path) => /from\s'(zod|kysely|node:)/.test(readFileSync(path, 'utf8')));
	expect([...broken, ...models]).toEqual([]);
});

test('files stay short, and names say something', () => {
	const sources = globSync('{src,tests,bench,scripts}/**/*.{ts,svelte,css,js}', { exclude: ['src/db/tables.ts'] });
	const long = sources.filter((path) => readFileSync(path, 'utf8').split('\n').length > 401);
	const empty = sources.filter((path) => /(^|\/)(utils?|helpers?|common|misc|manager|service)s?(\.|\/)/i.test(path));
	expect([...long, ...empty]).toEqual([]);
});
