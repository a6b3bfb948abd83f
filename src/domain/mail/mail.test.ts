import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { together } from '#db/connect.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { isAddress, pieces } from './model.ts';
import { callPost, startMail } from './post.server.ts';
import { listMail, mayReadMail } from './read.server.ts';
import { sendMail } from './send.server.ts';
import { forgetMail, writeMail } from './write.server.ts';

type Letter = { to: string[]; headers: Map<string, string>; body: string };

const db = await freshDatabase();
const cleanups: (() => Promise<unknown>)[] = [];
const silent = () => undefined;
const plain = { language: 'en', subject: 'Your link', body: 'Hello' } as const;

afterEach(async () => {
	for (const cleanup of cleanups.splice(0)) await cleanup();
	await db.deleteFrom('mail').execute();
});

/** A real mail server on this machine, which keeps what it takes. */
async function server(port = 0, hold: () => Promise<unknown> = async () => undefined) {
	const letters: Letter[] = [];
	const smtp = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		disableReverseLookup: true,
		onData(stream, session, done) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				letters.push(
					read(
						Buffer.concat(parts).toString('utf8'),
						session.envelope.rcptTo.map(({ address }) => address)
					)
				);
				void hold().then(() => done());
			});
		}
	});
	await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve));
	const close = () => new Promise<void>((resolve) => smtp.close(resolve));
	cleanups.push(close);
	const at = (smtp.server.address() as AddressInfo).port;
	return { letters, close, port: at, url: `smtp://127.0.0.1:${at}` };
}

const transportTo = (port: number) => createTransport({ host: '127.0.0.1', port });

function read(raw: string, to: string[]): Letter {
	const cut = raw.indexOf('\r\n\r\n');
	const lines = raw
		.slice(0, cut)
		.replace(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = new Map(
		lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 1).trim())])
	);
	const encoded = raw.slice(cut + 4);
	const how = headers.get('content-transfer-encoding');
	const body =
		how === 'base64'
			? Buffer.from(encoded, 'base64').toString('utf8')
			: how === 'quoted-printable'
				? bytes(encoded.replace(/=\r\n/g, ''))
				: encoded;
	return { to, headers, body: body.replaceAll('\r\n', '\n').trimEnd() };
}

const words = (header: string) =>
	header
		.replace(/(=\?utf-8\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
		.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
			how.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : bytes(text.replaceAll('_', ' '))
		);
const bytes = (text: string) =>
	Buffer.from(
		text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1'
	).toString('utf8');

const row = () => db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
const dueNow = () =>
	db
		.updateTable('mail')
		.set({ nextTryAt: sql<Date>`now()` })
		.where('state', '=', 'waiting')
		.execute();
const minutesAhead = async () =>
	(
		await db
			.selectFrom('mail')
			.select(sql<number>`round(extract(epoch from next_try_at - now()) / 60)::integer`.as('ahead'))
			.executeTakeFirstOrThrow()
	).ahead;

test.each([
	{
		language: 'ar',
		subject: 'رابط تسجيل دخولكم إلى Cinnabar, وهو عنوان طويل بما يكفي لأن يُقطع إلى أكثر من سطر',
		body: 'تحية طيبة،\n\nhttp://localhost/ar\n.\nمع التحية'
	},
	{ language: 'zh', subject: '您登录 Cinnabar 的链接', body: '您好，\n\n请使用此链接：\nhttp://localhost/zh/sign-in' }
] as const)('mail in $language arrives as plain text, word for word, in its language', async ({ language, subject, body }) => {
	const { letters, port } = await server();
	await writeMail(db, { to: 'someone@example.org', language, subject, body });
	expect(await sendMail(db, transportTo(port), silent)).toBe(1);
	expect(letters).toHaveLength(1);
	const [{ to, headers, body: arrived }] = letters as [Letter];
	expect(to).toEqual(['someone@example.org']);
	expect(arrived).toBe(body);
	expect(Object.fromEntries(headers)).toMatchObject({
		to: 'someone@example.org',
		from: 'Cinnabar <cinnabar@localhost>',
		subject,
		'content-type': 'text/plain; charset=utf-8',
		'content-language': language,
		'auto-submitted': 'auto-generated'
	});
	expect(await row()).toMatchObject({ state: 'sent', tries: 1, problem: null, sentAt: expect.any(Date) });
});

test('mail survives a server that is down, and is sent once when it is up', async () => {
	const { port, close } = await server();
	await close();
	const problems: unknown[] = [];
	await writeMail(db, { to: 'someone@example.org', ...plain });
	expect(await sendMail(db, transportTo(port), (problem) => void problems.push(problem))).toBe(0);
	expect(await row()).toMatchObject({ state: 'waiting', tries: 1, problem: expect.stringContaining('ECONNREFUSED') });
	expect(problems.map(String)).toEqual([expect.stringMatching(/^Error: mail \d+ was not taken: \S+$/)]);
	const again = await server(port);
	expect(await sendMail(db, transportTo(port), silent)).toBe(0);
	await dueNow();
	expect(await sendMail(db, transportTo(port), silent)).toBe(1);
	await dueNow();
	expect(await sendMail(db, transportTo(port), silent)).toBe(0);
	expect(again.letters).toHaveLength(1);
});

test('pauses grow from a minute to two hours, and then the mail has failed', async () => {
	const { port, close } = await server();
	await close();
	await writeMail(db, { to: 'someone@example.org', ...plain });
	const ahead: number[] = [];
	for (let tries = 1; tries <= 4; tries++) {
		await dueNow();
		await sendMail(db, transportTo(port), silent);
		ahead.push(await minutesAhead());
	}
	expect(ahead).toEqual([1, 5, 30, 120]);
	expect((await row()).state).toBe('waiting');
	await dueNow();
	await sendMail(db, transportTo(port), silent);
	expect(await row()).toMatchObject({ state: 'failed', tries: 5 });
});

test('two senders at once send each mail once', async () => {
	const { letters, port } = await server();
	const all = Array.from({ length: 20 }, (_, at) => `person-${at}@example.org`);
	for (const to of all) await writeMail(db, { to, ...plain });
	const sent = await Promise.all([sendMail(db, transportTo(port), silent), sendMail(db, transportTo(port), silent)]);
	expect(sent[0] + sent[1]).toBe(20);
	expect(letters.flatMap(({ to }) => to).toSorted()).toEqual(all.toSorted());
});

test('a slow mail server holds up nobody who reads the database, and the mail is not taken twice meanwhile', async () => {
	const gate = Promise.withResolvers<undefined>();
	const { letters, port } = await server(0, () => gate.promise);
	await writeMail(db, { to: 'someone@example.org', ...plain });
	const sending = sendMail(db, transportTo(port), silent);
	await expect.poll(() => letters.length).toBe(1);
	expect(await listMail(db)).toHaveLength(1);
	expect(await sendMail(db, transportTo(port), silent)).toBe(0);
	gate.resolve(undefined);
	expect(await sending).toBe(1);
	expect(letters).toHaveLength(1);
});

test('mail whose process was lost is sent by another, under the same number', async () => {
	const { letters, port } = await server();
	const lost = { sendMail: () => new Promise<never>(() => undefined) } as unknown as Parameters<typeof sendMail>[1];
	await writeMail(db, { to: 'someone@example.org', ...plain });
	void sendMail(db, lost, silent);
	await expect.poll(minutesAhead).toBe(5);
	await dueNow();
	expect(await sendMail(db, transportTo(port), silent)).toBe(1);
	const { id, askedAt } = await row();
	expect(letters[0]?.headers.get('message-id')).toBe(`<${id}.${askedAt.getTime()}@localhost>`);
});

test('a transaction that is rolled back sends nothing', async () => {
	const { letters, port } = await server();
	const undone = together(db, async (tx) => {
		await writeMail(tx, { to: 'someone@example.org', ...plain });
		throw new Error('undone');
	});
	await expect(undone).rejects.toThrow('undone');
	expect(await sendMail(db, transportTo(port), silent)).toBe(0);
	expect(letters).toEqual([]);
	await together(db, (tx) => writeMail(tx, { to: 'someone@example.org', ...plain }));
	expect(await sendMail(db, transportTo(port), silent)).toBe(1);
});

test.each([
	{ to: 'a@example.org\r\nBcc: b@example.org' },
	{ to: 'a@example.org\nb' },
	{ to: 'a@example.org\u2028' },
	{ to: 'a@example.org, b@example.org' },
	{ to: 'A <a@example.org>' },
	{ to: '' },
	{ subject: 'Hello\r\nBcc: b@example.org' },
	{ subject: 'Hello\nworld' },
	{ subject: 'Hello\rworld' },
	{ subject: 'Hello\u2029world' },
	{ subject: 'Hello\u0085world' }
])('an address that is more than one address and a subject of two lines are refused: %j', async (part) => {
	await expect(writeMail(db, { to: 'a@example.org', ...plain, ...part })).rejects.toMatchObject({ code: 'mail.bad-address' });
	expect(await listMail(db)).toEqual([]);
});

test('addresses in other scripts are addresses', () => {
	expect(['a.b+c@example.org', 'é@exämple.org', '用户@例子.广告'].filter((one) => !isAddress(one))).toEqual([]);
});

test('the post sends what is there, and what comes, as soon as it is called', async () => {
	const { letters, url } = await server();
	const stop = new AbortController();
	await writeMail(db, { to: 'first@example.org', ...plain });
	const post = startMail(db, { url, signal: stop.signal, report: silent, pause: 3_600_000 });
	await expect.poll(() => letters.length, { timeout: 20_000 }).toBe(1);
	await writeMail(db, { to: 'second@example.org', ...plain });
	await expect.poll(() => letters.length, { timeout: 20_000 }).toBe(2);
	await together(db, (tx) => writeMail(tx, { to: 'third@example.org', ...plain }));
	callPost();
	await expect.poll(() => letters.length, { timeout: 20_000 }).toBe(3);
	stop.abort();
	await post;
});

test('without a mail server, mail waits', async () => {
	await writeMail(db, { to: 'someone@example.org', ...plain });
	await startMail(db, { url: undefined, signal: new AbortController().signal, report: silent });
	expect(await row()).toMatchObject({ state: 'waiting', tries: 0 });
});

test('a week after it was sent, the words of a mail are erased', async () => {
	const { port } = await server();
	await writeMail(db, { to: 'old@example.org', ...plain });
	await writeMail(db, { to: 'new@example.org', ...plain });
	await sendMail(db, transportTo(port), silent);
	await sql`update mail set sent_at = now() - interval '7 days 1 minute' where recipient = 'old@example.org'`.execute(db);
	await sql`update mail set sent_at = now() - interval '6 days 23 hours' where recipient = 'new@example.org'`.execute(db);
	await writeMail(db, { to: 'waiting@example.org', ...plain });
	await sql`update mail set asked_at = now() - interval '30 days', next_try_at = now() - interval '30 days' where state = 'waiting'`.execute(
		db
	);
	await forgetMail(db);
	expect((await listMail(db)).map(({ recipient, body }) => [recipient, body])).toEqual([
		['waiting@example.org', 'Hello'],
		['new@example.org', 'Hello'],
		['old@example.org', '']
	]);
});

test('only links to this site become links', () => {
	const origin = 'http://localhost:3000';
	const link = (text: string) => pieces(text, origin).flatMap(({ href }) => href ?? []);
	expect(pieces(`Go to ${origin}/en/sign-in/link?token=aB-_1. Thank you`, origin)).toEqual([
		{ text: 'Go to ' },
		{ text: `${origin}/en/sign-in/link?token=aB-_1`, href: `${origin}/en/sign-in/link?token=aB-_1` },
		{ text: '. Thank you' }
	]);
	expect(link(`请打开${origin}/zh。谢谢`)).toEqual([`${origin}/zh`]);
	const foreign = [
		'http://localhost:3001/',
		'https://localhost:3000/',
		'http://localhost:3000.example.org/',
		'http://a@localhost:3000/',
		'javascript:alert(1)'
	];
	expect(foreign.flatMap(link)).toEqual([]);
	expect(pieces(foreign.join(' '), origin)).toEqual([{ text: foreign.join(' ') }]);
	expect(pieces('', origin)).toEqual([]);
});

test('nobody elsewhere reads mail', () => {
	expect(mayReadMail(false)).toBe(false);
});
