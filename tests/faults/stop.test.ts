import { spawn } from 'node:child_process';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const server = `
import { createServer } from 'node:http';
import { stopGently } from ${JSON.stringify(join(import.meta.dirname, '../../src/cli/stop.ts'))};
import { stopping } from ${JSON.stringify(join(import.meta.dirname, '../../src/stop.server.ts'))};
const server = createServer((request, response) => {
	const milliseconds = Number(request.url.slice(1));
	console.log('asked');
	setTimeout(() => response.end(String(stopping.signal.aborted)), milliseconds);
});
const hold = setInterval(() => {}, 1000);
process.once('sveltekit:shutdown', () => setTimeout(() => { console.log('closed'); clearInterval(hold); }, 200));
server.listen(0, () => { stopGently(server, 1500); console.log('port ' + server.address().port); });
`;

const running = new Set<ReturnType<typeof spawn>>();
afterAll(() => running.forEach((process) => process.kill('SIGKILL')));

/** A server of its own process whose answers take as many milliseconds as their address says. */
async function open() {
	const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', server], { stdio: ['ignore', 'pipe', 'inherit'] });
	running.add(child);
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const until = async (words: RegExp) => {
		while (!words.test(said)) await new Promise((resolve) => setTimeout(resolve, 10));
		return words.exec(said)?.[1];
	};
	return { child, ended, until, said: () => said, port: Number(await until(/port (\d+)/)) };
}

/** Asks over a connection that wants to stay open. */
function ask(port: number, milliseconds: number): Promise<string> {
	return new Promise((resolve, reject) => {
		get({ port, path: `/${milliseconds}`, agent: new Agent({ keepAlive: true }) }, (answer) => {
			let text = '';
			answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
			answer.on('end', () => resolve(text));
			answer.on('error', reject);
		}).on('error', reject);
	});
}

test('a request under way is answered, new ones are not taken, and the database is closed before the process ends well', async () => {
	const { child, ended, until, said, port } = await open();
	const slow = ask(port, 700);
	await until(/asked/);
	child.kill('SIGTERM');
	await new Promise((resolve) => setTimeout(resolve, 200));
	await expect(ask(port, 0)).rejects.toThrow('ECONNREFUSED');
	expect(await slow).toBe('true');
	expect(await ended).toBe(0);
	expect(said()).toContain('closed');
});

test('a request that takes for ever is cut off when patience ends', async () => {
	const { child, ended, until, said, port } = await open();
	const endless = ask(port, 600_000).catch((problem: Error) => problem.message);
	await until(/asked/);
	const began = performance.now();
	child.kill('SIGTERM');
	expect(await endless).toMatch(/hang up|aborted|ECONNRESET/);
	expect(said()).not.toContain('closed');
	await until(/closed/);
	expect(performance.now() - began).toBeGreaterThan(1400);
	child.kill('SIGKILL');
	await ended;
});
