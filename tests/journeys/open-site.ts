import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

export type Site = { address: string; folder: string; link: string; said: () => string; close: () => Promise<void> };

/** Starts the product as a user does, on a data folder of its own in which only these commands were run, and waits until it serves. */
export async function openSite(...commands: string[][]): Promise<Site> {
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-site-'));
	for (const command of commands) await run(folder, command);
	const site = await serveFolder(folder, /token=[A-Za-z]{32}/);
	const close = async () => {
		await site.close();
		rmSync(folder, { recursive: true, force: true });
	};
	return { ...site, close };
}

/** The same on a folder that is there already and stays, until the site has said that it is ready. */
export async function serveFolder(folder: string, ready?: RegExp): Promise<Site> {
	const port = await freePort();
	const site = spawn(process.execPath, ['src/cli/main.ts', 'serve'], {
		env: { ...process.env, CINNABAR_DATA: folder, PORT: String(port), DATABASE_URL: '' },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	const stopped = new Promise<void>((resolve) => site.once('exit', () => resolve()));
	const isReady = ready ?? new RegExp(`http://localhost:${port}/\\s`);
	let said = '';
	await new Promise<void>((resolve, reject) => {
		site.stderr.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			if (isReady.test(said)) resolve();
		});
		site.once('exit', () => reject(new Error(`the site did not start: ${said}`)));
	});
	return {
		address: `http://localhost:${port}`,
		folder,
		link: /http\S+token=[A-Za-z]{32}/.exec(said)?.[0] ?? '',
		said: () => said,
		close: async () => {
			site.kill('SIGTERM');
			await stopped;
		}
	};
}

async function run(folder: string, command: string[]): Promise<void> {
	const env = { ...process.env, CINNABAR_DATA: folder, DATABASE_URL: '' };
	const running = spawn(process.execPath, ['src/cli/main.ts', ...command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
	const code = await new Promise((resolve) => running.once('exit', resolve));
	if (code !== 0) throw new Error(`${command.join(' ')} ended with ${String(code)}`);
}
