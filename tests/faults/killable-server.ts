import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ask, findServer } from '../private-server.ts';
import { freePort } from '../free-port.ts';

/** Whether this machine has what the tests with a server that dies need. */
export const hasServer = findServer() !== undefined && process.platform === 'linux';

/** A PostgreSQL server of our own with its usual settings, which can be killed, stopped, held and started again. */
export async function openServer(settings: string[] = []) {
	const programs = findServer() ?? '';
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-killable-'));
	chmodSync(folder, 0o755);
	const who: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
	const data = join(folder, 'data');
	if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
	const words = ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
	const made = spawnSync(join(programs, 'initdb'), words, { ...who, cwd: folder, encoding: 'utf8' });
	if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
	const port = await freePort();
	const address = `postgres://tester@127.0.0.1:${port}/`;
	let server: ChildProcess | undefined;
	let ended = Promise.resolve();

	const start = async () => {
		const options = [`unix_socket_directories=${folder}`, 'listen_addresses=127.0.0.1', ...settings].flatMap((one) => ['-c', one]);
		server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...options], { ...who, cwd: folder, stdio: 'ignore' });
		const started = server;
		ended = new Promise((resolve) => started.once('exit', () => resolve()));
		await untilAnswers(`${address}postgres`);
	};
	const all = () => {
		const parent = server?.pid ?? 0;
		return [parent, ...childrenOf(parent)];
	};
	/** As if the machine had lost all its processes at once. */
	const kill = async () => {
		const before = all();
		server?.kill('SIGKILL');
		for (const id of before) signal(id, 'SIGKILL');
		await ended;
		while (before.some(isRunning)) await wait(5);
	};
	const stop = async () => {
		server?.kill('SIGINT');
		await ended;
	};
	const close = async () => {
		for (const id of all()) signal(id, 'SIGCONT');
		await stop();
		rmSync(folder, { recursive: true, force: true });
	};
	await start();
	return {
		address,
		folder,
		who,
		start,
		kill,
		stop,
		close,
		/** The server takes connections and says nothing. */
		hold: () => all().forEach((id) => signal(id, 'SIGSTOP')),
		release: () =>
			all()
				.toReversed()
				.forEach((id) => signal(id, 'SIGCONT'))
	};
}
export type Server = Awaited<ReturnType<typeof openServer>>;

function idOf(flag: string): number {
	return Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim() || 65534);
}

/** State and parent of a process; the name, which stands between brackets, may hold anything. */
function statOf(id: number | string): string[] {
	try {
		const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	} catch {
		return [];
	}
}

function childrenOf(parent: number): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && Number(statOf(name)[1]) === parent)
		.map(Number);
}

function isRunning(id: number): boolean {
	const [state] = statOf(id);
	return state !== undefined && state !== 'Z';
}

function signal(id: number, name: NodeJS.Signals): void {
	try {
		if (id > 0) process.kill(id, name);
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== 'ESRCH') throw problem;
	}
}

async function untilAnswers(address: string): Promise<void> {
	for (let attempt = 0; attempt < 600; attempt++) {
		try {
			return await ask(address, 'select 1');
		} catch {
			await wait(50);
		}
	}
	throw new Error('the PostgreSQL server did not come up');
}
