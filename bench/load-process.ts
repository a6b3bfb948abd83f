import { spawn } from 'node:child_process';

export type Running = { address: string; stop: () => Promise<void> };

/** Starts a server of pages on a port and waits until it answers. What it says to standard error is shown where it does not start. */
export async function startProcess(words: string[], port: number, env: Record<string, string>, cwd = process.cwd()): Promise<Running> {
	const server = spawn(process.execPath, words, {
		cwd,
		env: { ...process.env, ...env, PORT: String(port) },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let said = '';
	let isOver = false;
	server.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
	const stopped = new Promise<void>((resolve) =>
		server.once('exit', () => {
			isOver = true;
			resolve();
		})
	);
	const address = `http://127.0.0.1:${port}`;
	for (let tries = 0; !(await answers(address)); tries++) {
		if (isOver || tries > 600) throw new Error(`a server did not start: ${said}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return {
		address,
		stop: async () => {
			server.kill('SIGTERM');
			await stopped;
			if (/error/i.test(said)) console.log(`\nThe server at ${address} said:\n${said}`);
		}
	};
}

async function answers(address: string): Promise<boolean> {
	return fetch(address, { redirect: 'manual' }).then(
		(answer) => answer.status < 500,
		() => false
	);
}
