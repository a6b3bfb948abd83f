import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { connect as connectTo } from 'node:net';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { config } from '#config';
import { listApplied } from '#db/backup/catalogue.server.ts';
import { listKnown } from '#db/migration-files.server.ts';
import { FolderInUse } from '#db/folder-lock.server.ts';
import { lastRetention } from '#domain/people/retention.server.ts';
import { say } from '#i18n/messages.ts';
import {
	checkClock,
	checkDatabaseVersion,
	checkFolder,
	checkMigrations,
	checkNode,
	checkOrigin,
	checkRetention,
	checkSecret,
	mailHost
} from './checks.ts';
import type { Finding } from './checks.ts';
import type { Call, Command } from './command.ts';

const mailPatience = 3000;

/** Looks whether everything that the platform rests on is there, and changes nothing. */
export const doctor: Command = {
	usage: 'doctor [--json]',
	run: async (call) => {
		const { values } = parseArgs({ args: call.words, options: { json: { type: 'boolean' } } });
		const findings = [
			checkNode(process.versions.node),
			...(await examineDatabase(call)),
			await examineFolder(config.folder),
			checkOrigin(config.origin),
			await examineMail(config.smtpUrl),
			checkSecret(config.secret),
			examineBuild()
		];
		if (findings.some(({ level }) => level === 'bad')) process.exitCode = 1;
		const told = findings.map((one) => ({ ...one, text: say(call.language, one.code, one.slots) }));
		if (values.json)
			return JSON.stringify(
				told.map(({ check, level, code, text }) => ({ check, level, code, text })),
				null,
				'\t'
			);
		return told.map(({ level, text }) => `${say(call.language, `backup.${level}`)}\t${text}`).join('\n');
	}
};

async function examineDatabase({ database }: Call): Promise<Finding[]> {
	const absent: Finding = { check: 'database', level: 'warning', code: 'backup.database-absent', slots: {} };
	// To open an embedded database is to make it.
	if (!config.databaseUrl && !existsSync(join(config.folder, 'database'))) return [absent];
	try {
		const db = await database();
		const before = Date.now();
		const { rows } = await sql<{ version: string; clock: number }>`select current_setting('server_version') as version,
			(extract(epoch from clock_timestamp()) * 1000)::double precision as clock`.execute(db);
		const after = Date.now();
		const applied = await listApplied(db);
		const [found] = rows;
		if (found === undefined) return [absent];
		const checked = [checkDatabaseVersion(found.version), checkMigrations(listKnown(), applied), checkClock(found.clock, before, after)];
		// A database that is behind may not have the tables for it yet.
		if (checked[1]?.level === 'ok') checked.push(checkRetention(await lastRetention(db), new Date(found.clock)));
		return checked;
	} catch (problem) {
		if (problem instanceof FolderInUse)
			return [{ check: 'database', level: 'warning', code: 'backup.database-held', slots: { process: String(problem.holder) } }];
		// Whatever keeps us from the database is what the reader wants to know.
		const reason = problem instanceof Error ? problem.message || String('code' in problem ? problem.code : problem.name) : String(problem);
		return [{ check: 'database', level: 'bad', code: 'backup.database-unreachable', slots: { reason } }];
	}
}

async function examineFolder(folder: string): Promise<Finding> {
	let there = folder;
	while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
	try {
		await access(there, constants.W_OK);
		const { bavail, bsize } = await statfs(there);
		return checkFolder(folder, bavail * bsize);
	} catch {
		return checkFolder(folder, undefined);
	}
}

async function examineMail(address: string | undefined): Promise<Finding> {
	if (!address) return { check: 'mail', level: 'ok', code: 'backup.mail-absent', slots: {} };
	const at = mailHost(address);
	if (at === undefined) return { check: 'mail', level: 'bad', code: 'backup.mail-wrong', slots: {} };
	const answers = await new Promise<boolean>((resolve) => {
		const socket = connectTo({ ...at, timeout: mailPatience });
		const end = (did: boolean) => {
			socket.destroy();
			resolve(did);
		};
		socket.once('connect', () => end(true));
		for (const failure of ['error', 'timeout']) socket.once(failure, () => end(false));
	});
	const host = `${at.host}:${at.port}`;
	return { check: 'mail', level: answers ? 'ok' : 'bad', code: answers ? 'backup.mail' : 'backup.mail-silent', slots: { host } };
}

function examineBuild(): Finding {
	const isBuilt = existsSync(join(import.meta.dirname, '..', '..', 'build', 'handler.js'));
	return { check: 'build', level: isBuilt ? 'ok' : 'warning', code: isBuilt ? 'backup.build' : 'backup.build-absent', slots: {} };
}
