import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { differences } from '../addresses/kept.ts';
import { attackAddresses } from './addresses.ts';
import { addresses } from './found.ts';
import { attackHeaders } from './headers.ts';
import { attackAsInsider } from './insiders.ts';
import { attackSignIn } from './secrets.ts';
import { attackAsStranger } from './strangers.ts';
import { all, ask, closeTarget, countSent, openTarget, tables } from './target.ts';

let before: Record<string, string> = {};

beforeAll(async () => {
	await openTarget();
	before = await tables();
});
afterAll(closeTarget);

describe('from outside', () => {
	attackSignIn();
	attackAsStranger();
	attackAddresses();
	attackHeaders();

	test('none of it has changed a row of any table', async () => {
		expect(countSent()).toBeGreaterThanOrEqual(300);
		expect(differences(before, await tables())).toEqual([]);
	});
});

/** What someone may change who has signed in: their own account, and what they write, draft and upload. */
const written = [
	...[
		'credential',
		'deadline',
		'document',
		'evidence',
		'history',
		'job',
		'organisation',
		'edit',
		'consent',
		'correction_request',
		'original',
		'passage',
		'person',
		'specificity',
		'study'
	],
	...['sentence', 'sentence_source', 'upload'],
	// Which machine is in use, and what machines say of passages when they read them again.
	...['machine', 'machine_code', 'machine_passage']
];

describe('from inside', () => {
	// Whoever is signed out by one of them would send the rest in vain.
	afterEach(async () => expect((await ask('/en/account', { signedIn: true })).status).toBe(200));

	attackAsInsider();

	test('none of it has changed a table that such forms do not write', async () => {
		const after = await tables();
		expect(differences(before, after).filter((told) => !written.includes(told.split(':')[0] ?? ''))).toEqual([]);
	});

	test('after hundreds of such requests the site is ready, and every page is whole', async () => {
		console.info(`${countSent()} hostile requests`);
		expect((await ask('/ready')).status).toBe(200);
		expect(await all(addresses, async (path) => (await ask(path, { signedIn: true })).problems)).toEqual([]);
	});
});
