import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { leaseSeconds } from '#domain/jobs/write.server.ts';
import { limits } from '#domain/limits/limits.ts';
import { ask } from '../private-server.ts';
import { openApplication, prepared } from './application.ts';
import type { Application } from './application.ts';
import { asked, useLink } from './asking.ts';
import { isLong } from './chance.ts';
import { hasServer, openServer } from './killable-server.ts';
import type { Server } from './killable-server.ts';
import { nothingTold, report } from './work.ts';
import { mustBeDone, mustBeWhole } from './whole.ts';

const [jobs, files] = isLong ? [60, 5] : [16, 3];

describe.skipIf(!hasServer)('two processes on one server', () => {
	let server: Server;
	let db: Db;
	let both: [Application, Application];
	let operator: string;
	beforeAll(async () => {
		server = await openServer();
		await ask(`${server.address}postgres`, 'create database cinnabar');
		const url = `${server.address}cinnabar`;
		await prepared({ url });
		db = await connect({ url });
		// Each claim of a job, with the process that made it: the server tells them apart by the connection that wrote.
		await sql
			.raw(
				`create schema watch; create table watch.claim (job_id integer not null, process text not null);
			create function note_claim() returns trigger language plpgsql as $$ begin insert into watch.claim values (new.id, inet_client_port()::text); return null; end $$;
			create trigger job_claimed after update on job for each row when (old.state = 'waiting' and new.state = 'running') execute function note_claim()`
			)
			.execute(db);
		const first = await openApplication({ url });
		both = [first, await openApplication({ url }, { ORIGIN: `http://localhost:${first.port}` })];
		operator = (await useLink(first.port, first.token)).session;
	}, 240_000);
	afterAll(async () => {
		for (const one of both ?? []) await one.kill();
		await db?.destroy();
		await server?.close();
	});

	const told = nothingTold();
	/** A proxy passes the name of the site on to either process. */
	const to = (at: number) => (both[at % 2] ?? both[0]).port;
	const name = () => `localhost:${both[0].port}`;

	async function uploadTo(port: number, count: number): Promise<number> {
		const form = new FormData();
		for (let file = 0; file < count; file++)
			form.append('files', new File([new Uint8Array(report(`two-${file}-${performance.now()}-${port}`))], `two-${file}.txt`));
		const { status, location } = await asked(port, '/en/documents/upload', { form, session: operator, name: name() });
		expect(status).toBe(303);
		return Number(location.split('/').at(-1));
	}

	async function untilDone(seconds: number): Promise<void> {
		for (const until = performance.now() + seconds * 1000; performance.now() < until; await wait(250)) {
			const open = await db.selectFrom('job').select('id').where('state', 'in', ['waiting', 'running']).execute();
			if (open.length === 0) return;
		}
	}

	test('both take jobs, and each job is taken and done once', { timeout: 180_000 }, async () => {
		const asks = Array.from({ length: jobs }, (_, at) => uploadTo(to(at), files));
		await Promise.all(asks);
		await untilDone(150);
		await mustBeDone(db, told);
		await mustBeWhole(db, told, { history: true });
		const { rows } = await sql<{ claims: number }>`select count(*)::integer as claims from watch.claim group by job_id`.execute(db);
		// Of all that were asked for, and of what a first start codes again.
		const every = await db.selectFrom('job').select('kind').execute();
		expect(every.filter(({ kind }) => kind === 'read-uploads')).toHaveLength(jobs);
		expect(rows.map(({ claims }) => claims)).toEqual(every.map(() => 1));
		// Every file became one document, beside the one that was there.
		const { count } = await db
			.selectFrom('document')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		expect(count).toBe(1 + jobs * files);
	});

	test('a session that one process began is known to the other, and a limit counts in both', async () => {
		const account = await asked(to(1), '/en/account', { session: operator, name: name() });
		expect(account.status).toBe(200);
		const most = limits['sign-in person'].most;
		const statuses: number[] = [];
		for (let at = 0; at < most + 2; at++) {
			const form = new URLSearchParams({ email: 'often@example.org' });
			statuses.push((await asked(to(at), '/en/sign-in?/link', { form, name: name() })).status);
		}
		expect(statuses.filter((status) => status === 303).length).toBe(most);
	});

	test(
		'a job whose process is killed in the middle is taken over by the other, and no file is read twice',
		{ timeout: 240_000 },
		async () => {
			const job = await uploadTo(to(0), 40);
			const progress = () => db.selectFrom('job').select(['state', 'done', 'total']).where('id', '=', job).executeTakeFirstOrThrow();
			// Which of the two has it is found out by holding one: if it goes on, the other has it.
			let now = await progress();
			while (now.done < 3) now = await progress();
			both[0].process()?.kill('SIGSTOP');
			await wait(300);
			const before = (await progress()).done;
			await wait(1500);
			const holder = (await progress()).done > before ? both[1] : both[0];
			both[0].process()?.kill('SIGCONT');
			await holder.kill();
			const cut = await progress();
			expect(cut.state, 'the kill came in the middle').toBe('running');
			expect(cut.done).toBeLessThan(cut.total);
			// The lease ends by itself; the short run does not wait for that.
			if (!isLong) await sql`update job set changed_at = now() - make_interval(secs => ${leaseSeconds + 1}) where id = ${job}`.execute(db);
			await untilDone(leaseSeconds + 90);
			expect(await progress()).toEqual({ state: 'done', done: 40, total: 40 });
			await mustBeWhole(db, told, { history: true });
			await holder.start();
			await holder.untilServing();
		}
	);
});
