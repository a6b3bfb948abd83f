import { expect, test } from 'vitest';
import { together } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { operator } from '../actor.ts';
import { actorOf } from '../people/actor.server.ts';
import { authOf } from '../people/auth.server.ts';
import { mergePeople } from './merge.server.ts';
import { seatPerson } from './seat.server.ts';
import { findSignedIn } from '../people/session.server.ts';
import { linkInHand, livingAddress, sendLink, useLink } from '../people/sign-in.server.ts';

const db = await freshDatabase();
const origin = 'http://localhost:4998';
const auth = authOf(db, { origin, secret: 'a secret of this test that is long enough' });
const none = new Headers();
const [older, kept] = ['older@example.org', 'kept@example.org'];
const tokenOf = (address: string) => new URL(address).searchParams.get('token') ?? '';
const seat = (email: string, kind: 'analyst' | 'editor' | 'translator') =>
	seatPerson(db, operator, { email, kind, party: null, organisationId: null });
const personAt = async (email: string) =>
	(await db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;

await seat(older, 'editor');
await seat(kept, 'analyst');
const before = tokenOf(await linkInHand(auth, { email: older, language: 'en', origin }));
const ids = { keep: await personAt(kept), merge: await personAt(older) };
await together(db, (tx) => mergePeople(tx, ids));

test('a link that was sent to an address before its account was merged signs in to nothing', async () => {
	await expect(useLink(auth, before, none)).rejects.toMatchObject({ code: 'sign-in.link-spent' });
});

test('the old address of a merged account is told so by mail, in the reader’s language, and gets no link', async () => {
	for (const email of [older, kept]) await sendLink(db, auth, { email, language: 'ru', origin });
	const [toOlder, toKept] = await db.selectFrom('mail').selectAll().orderBy('id').execute();
	expect([toOlder?.recipient, toOlder?.language, toKept?.recipient]).toEqual([older, 'ru', kept]);
	expect(toOlder?.body).toContain(`${origin}/ru/sign-in`);
	expect(toOlder?.body).not.toMatch(/token=|kept@example/);
	const token = tokenOf(/http\S+token=\w+/.exec(toKept?.body ?? '')?.[0] ?? '');
	const cookies = await useLink(auth, token, none);
	const { actor } = await findSignedIn(db, auth, new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') }));
	expect(actor.offices.map(({ kind }) => kind).toSorted()).toEqual(['analyst', 'editor']);
});

test('an office that is given to the old address is held by the person that is left', async () => {
	await seat(older, 'translator');
	expect((await actorOf(db, ids.keep)).offices.map(({ kind }) => kind)).toContain('translator');
	expect(await livingAddress(db, older)).toBe(kept);
	expect(await livingAddress(db, 'nobody@example.org')).toBe('nobody@example.org');
});
