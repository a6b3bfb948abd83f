import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../open-site.ts';
import type { Site } from '../open-site.ts';
import { pagesOf } from './pages.ts';
import { addressOf, listAsked, nameOf } from './routes.ts';
import { visitAs } from './visit.ts';
import { listPlanted, wordsIn } from './words.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let site: Site;
const seen = new Set<string>();
const asked = listAsked().filter(({ method }) => method === 'GET');

beforeAll(async () => {
	world = await makeWorld(async () => undefined);
	site = await serveFolder(world.folder);
});

afterAll(async () => {
	await site?.close();
	if (world !== undefined) rmSync(world.folder, { recursive: true, force: true });
});

test('it is said of every page and file who gets it, and of no other', () => {
	expect(Object.keys(pagesOf(world)).toSorted()).toEqual(asked.map(nameOf));
});

test.each(asked.map((one) => ({ ...one, name: nameOf(one) })))(
	'$name answers every role as it should, and tells none what is closed to it',
	async ({ name, route }) => {
		const wrong: string[] = [];
		for (const { values = {}, query = '', gets } of pagesOf(world)[name] ?? []) {
			const path = addressOf({ route }, { language: 'en', ...values }) + query;
			for (const role of world.roles) {
				const { status, text } = await visitAs(role, site, path);
				const words = wordsIn(text, role);
				for (const what of words.seen) seen.add(what);
				if (status !== gets(role)) wrong.push(`${role.name} gets ${status} from ${path}, not ${gets(role)}`);
				for (const what of words.leaked) wrong.push(`${role.name} sees ${what} at ${path}`);
			}
		}
		expect(wrong.join('\n')).toBe('');
	}
);

test('every word that was planted was shown to someone, so that each would have been found', () => {
	expect(listPlanted().filter((what) => !seen.has(what))).toEqual([]);
});
