import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the product as a user does, on an empty data folder of its own, and waits until it serves. */
export async function openSite(): Promise<{ address: string; folder: string; link: string; close: () => Promise<void> }> {
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-site-'));
	const port = await freePort();
	const site = spawn(process.execPath, ['src/cli/main.ts', 'serve'], {
		env: { ...process.env, CINNABAR_DATA: folder, PORT: String(port), DATABASE_URL: '' },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	const stopped = new Promise<void>((resolve) => site.once('exit', () => resolve()));
	let said = '';
	await new Promise<void>((resolve, reject) => {
		site.stderr.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			if (/token=[A-Za-z]{32}/.test(said)) resolve();
		});
		site.once('exit', () => reject(new Error(`the site did not start: ${said}`)));
	});
	return {
		address: `http://localhost:${port}`,
		folder,
		link: /http\S+token=[A-Za-z]{32}/.exec(said)?.[0] ?? '',
		close: async () => {
			site.kill('SIGTERM');
			await stopped;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0);
	await new Promise((resolve) => probe.once('listening', resolve));
	const address = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	return typeof address === 'object' && address !== null ? address.port : 0;
}
