import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

/** The folder of a PostgreSQL server's programs, where this machine has them. */
export function findServer(): string | undefined {
	const debian = existsSync('/usr/lib/postgresql')
		? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
		: [];
	const path = (process.env.PATH ?? '').split(':');
	return [...debian.toReversed(), ...path].find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}

/**
 * Starts a server of our own on a free port with an empty database named `template`; undefined where there is none to start. Unless it is
 * lasting, what it writes is not waited for, and would be lost if the machine stopped.
 */
export async function startServer({ isLasting = false } = {}): Promise<{ address: string; stop: () => Promise<void> } | undefined> {
	const programs = findServer();
	if (programs === undefined) return undefined;
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-postgres-'));
	chmodSync(folder, 0o700);
	// The server refuses to run as root: use the user who owns nothing else.
	const who: { uid?: number; gid?: number } = process.getuid?.() === 0 ? unprivileged() : {};
	if (who.uid !== undefined) chownSync(folder, who.uid, who.gid ?? who.uid);
	const made = spawnSync(
		join(programs, 'initdb'),
		['-D', join(folder, 'data'), '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
		{ ...who, cwd: folder, encoding: 'utf8' }
	);
	if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
	const port = await freePort();
	const settings = [
		'-c',
		`fsync=${isLasting ? 'on' : 'off'}`,
		'-c',
		'max_connections=200',
		'-c',
		`unix_socket_directories=${folder}`,
		'-c',
		'listen_addresses=127.0.0.1'
	];
	const server = spawn(join(programs, 'postgres'), ['-D', join(folder, 'data'), '-p', String(port), ...settings], {
		...who,
		cwd: folder,
		stdio: 'ignore'
	});
	const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
	const address = `postgres://tester@127.0.0.1:${port}/`;
	await untilReady(`${address}postgres`);
	await ask(`${address}postgres`, 'create database template');
	return {
		address,
		stop: async () => {
			server.kill('SIGINT');
			await stopped;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

function unprivileged(): { uid: number; gid: number } {
	const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim() || 65534);
	return { uid: id('-u'), gid: id('-g') };
}

async function untilReady(address: string): Promise<void> {
	for (let attempt = 0; attempt < 100; attempt++) {
		try {
			await ask(address, 'select 1');
			return;
		} catch {
			await wait(100);
		}
	}
	throw new Error('the private PostgreSQL server did not come up');
}

/** Runs one statement on a connection of its own. */
export async function ask(address: string, statement: string): Promise<void> {
	const client = new Client({ connectionString: address });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
