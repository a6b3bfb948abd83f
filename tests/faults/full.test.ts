import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '#db/connect.server.ts';
import type { Db, Place } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import { ask } from '../private-server.ts';
import { environmentOf, openApplication, prepared } from './application.ts';
import type { Application } from './application.ts';
import { asked, useLink } from './asking.ts';
import { hasServer, openServer } from './killable-server.ts';
import type { Server } from './killable-server.ts';
import { nothingTold } from './work.ts';
import { mustBeDone, mustBeWhole } from './whole.ts';

const folder = mkdtempSync(join(tmpdir(), 'cinnabar-full-'));
const small = join(folder, 'small');
mkdirSync(small);
/** A disk of its own of so many kilobytes, where this machine lets us have one. */
const mounted = (kilobytes: number, what = '') =>
	spawnSync('mount', ['-t', 'tmpfs', '-o', `${what}size=${kilobytes}k`, 'tmpfs', small]).status === 0;
const unmounted = () => spawnSync('umount', [small]).status === 0;
const mayMount = process.platform === 'linux' && mounted(64) && unmounted();
afterAll(() => {
	unmounted();
	rmSync(folder, { recursive: true, force: true });
});

/** Runs the command under a limit on the size of files, which stands for a full disk where none can be made. */
async function backup(place: Place, file: string, blocks: string): Promise<{ status: number | null; talk: string }> {
	const words = ['-c', `ulimit -f ${blocks}; exec "$0" src/cli/main.ts backup "$1"`, process.execPath, file];
	const child = spawn('sh', words, {
		env: { ...process.env, ...environmentOf(place), LC_ALL: 'fr_FR.UTF-8' },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let talk = '';
	child.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
	const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
	return { status, talk };
}

describe('a backup onto a disk that is full', () => {
	const place = { folder: join(folder, 'data') };
	beforeAll(() => prepared(place), 60_000);

	test.skipIf(!mayMount)('says so, and leaves no file', async () => {
		expect(mounted(64)).toBe(true);
		const file = join(small, 'backup');
		expect(await backup(place, file, 'unlimited')).toEqual({
			status: 1,
			talk: expect.stringContaining(say('fr', 'outage.no-room', { file }))
		});
		expect(readdirSync(small)).toEqual([]);
		expect(unmounted()).toBe(true);
	});
});

describe.skipIf(!hasServer)('a database that has no room left', () => {
	let server: Server;
	let db: Db;
	let application: Application;
	let operator: string;
	beforeAll(async () => {
		server = await openServer();
		const { uid, gid } = server.who;
		let where = '';
		if (mayMount) {
			expect(mounted(60_000, uid === undefined ? '' : `uid=${uid},gid=${gid},mode=700,`)).toBe(true);
			const tables = join(small, 'tables');
			mkdirSync(tables);
			if (uid !== undefined && gid !== undefined) chownSync(tables, uid, gid);
			spawnSync('chmod', ['755', folder]);
			await ask(`${server.address}postgres`, `create tablespace small location '${tables}'`);
			where = ' tablespace small';
		}
		await ask(`${server.address}postgres`, `create database cinnabar${where}`);
		const url = `${server.address}cinnabar`;
		await prepared({ url });
		db = await connect({ url });
		application = await openApplication({ url });
		operator = (await useLink(application.port, application.token)).session;
	}, 240_000);
	afterAll(async () => {
		await application?.kill();
		await db?.destroy();
		await server?.close();
		unmounted();
	});

	const told = nothingTold();
	const counts = async () => {
		const { rows } = await sql<{ jobs: number; uploads: number }>`
			select (select count(*) from job) as jobs, (select count(*) from upload) as uploads`.execute(db);
		return rows[0];
	};

	async function upload(language: string, kilobytes: number) {
		const text = Array.from({ length: kilobytes }, () => `There is a lack of staff. ${randomBytes(720).toString('base64')}`).join('\n\n');
		const form = new FormData();
		form.append('files', new File([text], 'report.txt'));
		return asked(application.port, `/${language}/documents/upload`, { form, session: operator });
	}

	test('a backup of it says so where its file may not grow further, and leaves none', async () => {
		const file = join(folder, 'backup');
		const { status, talk } = await backup({ url: `${server.address}cinnabar` }, file, '40');
		expect([status, talk]).toEqual([1, expect.stringContaining(say('fr', 'outage.no-room', { file }))]);
		expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
	});

	test('an upload is refused in the language of the reader, and nothing of it is left', async () => {
		await sql
			.raw(
				`create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room' using errcode = '53100'; end $$`
			)
			.execute(db);
		await sql`create trigger no_room before insert on upload for each row execute function no_room()`.execute(db);
		const before = await counts();
		for (const language of languages) {
			const { status, text, headers } = await upload(language, 1);
			expect([language, status]).toEqual([language, 503]);
			expect(text).toContain(say(language, 'outage.full'));
			expect(text).toContain(`<html lang="${language}"`);
			expect(headers['retry-after']).toBeDefined();
		}
		expect(await counts()).toEqual(before);
		await sql`drop trigger no_room on upload`.execute(db);
		expect((await upload('en', 1)).status).toBe(303);
	});

	test.skipIf(!mayMount)(
		'pages stay readable, nothing acknowledged is lost, and work goes on when there is room again',
		{ timeout: 180_000 },
		async () => {
			// What a first start codes again is written before the room is gone.
			await expect
				.poll(() => db.selectFrom('job').select('id').where('kind', '=', 'recode').where('state', 'in', ['waiting', 'running']).execute(), {
					timeout: 60_000
				})
				.toEqual([]);
			for (let at = 0; at < 4; at++) expect((await upload('es', 100)).status).toBe(303);
			await sql`create schema beside`.execute(db);
			await sql`create table beside.filler (bytes bytea)`.execute(db);
			for (const size of [1_000_000, 100_000, 4_000]) {
				const fill = () => sql`insert into beside.filler values (${randomBytes(size)})`.execute(db);
				await expect(repeated(fill)).rejects.toMatchObject({ code: '53100' });
			}
			const refused = await upload('es', 100);
			expect([refused.status, refused.text.includes(say('es', 'outage.full'))]).toEqual([503, true]);
			expect((await asked(application.port, '/es/documents')).status).toBe(200);
			expect((await asked(application.port, '/es/documents', { session: operator })).status).toBe(200);
			await wait(2000);
			expect(application.isRunning()).toBe(true);
			await mustBeWhole(db, told, { history: false });
			await sql`drop table beside.filler`.execute(db);
			for (const until = performance.now() + 120_000; performance.now() < until; await wait(500)) {
				const open = await db.selectFrom('job').select('id').where('state', '<>', 'done').execute();
				if (open.length === 0) break;
			}
			await mustBeDone(db, told);
			await mustBeWhole(db, told, { history: true });
			expect((await upload('es', 1)).status).toBe(303);
		}
	);
});

/** Does something until it fails. */
async function repeated(work: () => Promise<unknown>): Promise<never> {
	for (;;) await work();
}
