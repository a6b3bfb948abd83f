import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../open-site.ts';
import type { Site } from '../open-site.ts';
import { accountForms } from './account-forms.ts';
import { benchForms } from './bench-forms.ts';
import { codebookForms } from './codebook-forms.ts';
import { codingForms } from './coding-forms.ts';
import { documentForms } from './document-forms.ts';
import { isLet, statusFor } from './form.ts';
import type { Fields, Form, Sent } from './form.ts';
import { editForms } from './edit-forms.ts';
import { differences, keptIn, within } from './kept.ts';
import { exchangeForms } from './exchange-forms.ts';
import { machineForms } from './machine-forms.ts';
import { officeForms } from './office-forms.ts';
import { replyForms } from './reply-forms.ts';
import type { Role } from './roles.ts';
import { addressOf, listAsked, nameOf } from './routes.ts';
import { visitAs } from './visit.ts';
import { wordsIn } from './words.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

const forms: Record<string, Form[]> = {
	...accountForms,
	...benchForms,
	...codebookForms,
	...codingForms,
	...documentForms,
	...editForms,
	...exchangeForms,
	...machineForms,
	...officeForms,
	...replyForms
};
const asked = listAsked().filter(({ method }) => method === 'POST');

/** What one role sends by one form, about a record that no one else touches. */
type Try = { name: string; path: string; form: Form; role: Role; sent: Sent; status: number };
let tries: Try[] = [];
let world: World;
let site: Site | undefined;

beforeAll(async () => {
	world = await makeWorld(async (db, { roles }) => {
		for (const one of asked) {
			for (const form of forms[nameOf(one)] ?? []) {
				for (const role of roles.filter((other) => form.except?.(other) !== true)) {
					const sent = await form.make(db, role);
					const path = addressOf(one, { language: 'en', ...sent.values }) + (sent.query ?? '');
					tries.push({ name: nameOf(one), path, form, role, sent, status: statusFor(role, form, sent) });
				}
			}
		}
	});
});

afterAll(async () => {
	await site?.close();
	if (world !== undefined) rmSync(world.folder, { recursive: true, force: true });
});

function bodyOf(fields: Fields): FormData {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	return body;
}

/** Sends what each role has to send, and says where the answer is another than it should be. */
async function send(some: Try[]): Promise<string[]> {
	const wrong: string[] = [];
	site = await serveFolder(world.folder);
	for (const { name, path, form, role, sent, status } of some) {
		const answer = await visitAs(role, site, path, { method: 'POST', body: bodyOf(sent.fields) });
		if (answer.status !== status) wrong.push(`${role.name} ${form.what}: ${answer.status}, not ${status} (${name})`);
		for (const what of wordsIn(answer.text, role).leaked) wrong.push(`${role.name} ${form.what}, and sees ${what}`);
	}
	await site.close();
	site = undefined;
	return wrong;
}

const isRefused = ({ form, role }: Try) => !isLet(role, form) || form.changes === false;

test('it is said of every form who may send it, and of no other', () => {
	expect(Object.keys(forms).toSorted()).toEqual(asked.map(nameOf));
	expect(tries.length).toBeGreaterThan(1000);
});

test('what a role may not do is refused, and changes no row of any table', async () => {
	const before = await within(world.folder, keptIn);
	expect((await send(tries.filter(isRefused))).join('\n')).toBe('');
	expect(differences(before, await within(world.folder, keptIn))).toEqual([]);
});

test('what a role may do is done', async () => {
	await within(world.folder, (db) => sql`delete from rate`.execute(db));
	const rest = tries.filter((one) => !isRefused(one));
	const inTurn = [...rest.filter(({ form }) => form.isLast !== true), ...rest.filter(({ form }) => form.isLast === true)];
	expect((await send(inTurn)).join('\n')).toBe('');
	tries = [];
});
