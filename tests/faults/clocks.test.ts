import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { limits } from '#domain/limits/limits.ts';
import { ask } from '../private-server.ts';
import { openApplication, prepared } from './application.ts';
import type { Application } from './application.ts';
import { asked, useLink } from './asking.ts';
import { hasServer, openServer } from './killable-server.ts';
import type { Server } from './killable-server.ts';
import { nothingTold, report } from './work.ts';
import { mustBeDone, mustBeWhole } from './whole.ts';

/** Loaded before the application: its clock is so many hours from the real one as a file says, at any moment. */
const shifted = (file: string) => `
import { readFileSync } from 'node:fs';
const Real = Date;
let [by, readAt] = [0, -1000];
const shift = () => {
	if (performance.now() - readAt > 20) [by, readAt] = [Number(readFileSync(${JSON.stringify(file)}, 'utf8')) * 3_600_000, performance.now()];
	return by;
};
globalThis.Date = class extends Real {
	constructor(...given) { given.length === 0 ? super(Real.now() + shift()) : super(...given); }
	static now() { return Real.now() + shift(); }
};
`;

describe.skipIf(!hasServer)('when the clock of the application jumps by hours', () => {
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-clocks-'));
	const hours = join(folder, 'hours');
	const jump = async (by: number) => {
		writeFileSync(hours, String(by));
		await wait(50);
	};
	let server: Server;
	let db: Db;
	let jumping: Application;
	let steady: Application;
	let operator: string;
	beforeAll(async () => {
		await jump(0);
		writeFileSync(join(folder, 'clock.mjs'), shifted(hours));
		server = await openServer();
		await ask(`${server.address}postgres`, 'create database cinnabar');
		const url = `${server.address}cinnabar`;
		await prepared({ url });
		db = await connect({ url });
		steady = await openApplication({ url });
		operator = (await useLink(steady.port, steady.token)).session;
		const preload = `--import ${pathToFileURL(join(folder, 'clock.mjs')).href}`;
		jumping = await openApplication({ url }, { ORIGIN: `http://localhost:${steady.port}`, NODE_OPTIONS: preload });
	}, 240_000);
	afterAll(async () => {
		await jumping?.kill();
		await steady?.kill();
		await db?.destroy();
		await server?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const name = () => `localhost:${steady.port}`;
	const visit = (session: string) => asked(jumping.port, '/en/account', { session, name: name() });
	const openLink = (token: string, { port }: Application) =>
		asked(port, '/en/sign-in/link', { form: new URLSearchParams({ token }), name: name() });

	/** A link for someone, asked of either application. */
	async function linkFor(email: string, { port }: Application): Promise<string> {
		const sent = await asked(port, '/en/sign-in?/link', { form: new URLSearchParams({ email }), name: name() });
		expect(sent.status, sent.text).toBe(303);
		const { body } = await db
			.selectFrom('mail')
			.select('body')
			.where('recipient', '=', email)
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		return /token=([A-Za-z]{32})/.exec(body)?.[1] ?? '';
	}

	test.each([5, -5])('by %i h, whoever is signed in stays so, and a new link works, on either side of the jump', async (by) => {
		const before = await linkFor(`before${by}@example.org`, jumping);
		await jump(by);
		try {
			expect((await visit(operator)).status, 'a session from before the jump').toBe(200);
			expect((await openLink(before, jumping)).status, 'a link from before the jump').toBe(303);
			const during = await linkFor(`during${by}@example.org`, jumping);
			const signedIn = await openLink(during, steady);
			expect(signedIn.status, 'a link from the other side').toBe(303);
			const after = await linkFor(`after${by}@example.org`, jumping);
			const { status, session } = await openLink(after, jumping);
			expect(status).toBe(303);
			await jump(0);
			expect((await visit(session)).status, 'a session that began under the wrong clock').toBe(200);
		} finally {
			await jump(0);
		}
	});

	test('a link that is too old stays so, however far the clock is set back', async () => {
		const old = await linkFor('old@example.org', jumping);
		await sql`update proof set created_at = created_at - interval '21 minutes' where value like '%old@example.org%'`.execute(db);
		for (const by of [0, -5, -20]) {
			await jump(by);
			expect((await openLink(old, jumping)).session, `${by} h`).toBe('');
		}
		await jump(0);
	});

	test('a limit counts on, and locks nobody out for longer', async () => {
		const most = limits['sign-in person'].most;
		const statuses: number[] = [];
		for (let at = 0; at < most + 3; at++) {
			await jump(at % 2 === 0 ? 5 : -5);
			const form = new URLSearchParams({ email: 'often@example.org' });
			statuses.push((await asked(jumping.port, '/en/sign-in?/link', { form, name: name(), from: '127.9.9.9' })).status);
		}
		await jump(0);
		expect(statuses.filter((status) => status === 303)).toHaveLength(most);
		const { rows } = await sql<{ farthest: number }>`
			select coalesce(max(abs(extract(epoch from window_start - now()))), 0)::float8 as farthest from rate`.execute(db);
		expect(rows[0]?.farthest, 'windows open by the clock of the database').toBeLessThan(600);
	});

	test(
		'jobs under way are done once, and one left behind by a clock that was set back since is taken up',
		{ timeout: 120_000 },
		async () => {
			const told = nothingTold();
			for (let at = 0; at < 6; at++) {
				await jump(at % 2 === 0 ? 5 : -5);
				const form = new FormData();
				for (let file = 0; file < 4; file++)
					form.append('files', new File([new Uint8Array(report(`clock-${at}-${file}`))], `clock-${at}-${file}.txt`));
				const { port } = at % 3 === 0 ? steady : jumping;
				expect((await asked(port, '/en/documents/upload', { form, session: operator, name: name() })).status).toBe(303);
			}
			// As the server's clock leaves it that is set back by hours after a process took the job and died.
			await sql`insert into job (kind, state, input, total, asked_by, changed_at) values ('read-uploads', 'running', '{}', 0, 'operator', now() + interval '5 hours')`.execute(
				db
			);
			for (const until = performance.now() + 60_000; performance.now() < until; await wait(250)) {
				const open = await db.selectFrom('job').select('id').where('state', '<>', 'done').execute();
				if (open.length === 0) break;
			}
			await jump(0);
			await mustBeDone(db, told);
			await mustBeWhole(db, told, { history: true });
			const { count } = await db
				.selectFrom('document')
				.select(({ fn }) => fn.countAll<number>().as('count'))
				.executeTakeFirstOrThrow();
			expect(count).toBe(1 + 6 * 4);
		}
	);
});
