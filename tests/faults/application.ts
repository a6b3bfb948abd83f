import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '#db/connect.server.ts';
import type { Place } from '#db/connect.server.ts';
import { FolderInUse, holdFolder } from '#db/folder-lock.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { loadCodebook } from '#domain/concepts/write.server.ts';
import { platform } from '#domain/actor.ts';
import { ingest } from '#domain/documents/write.server.ts';
import { loadParties } from '#domain/parties/write.server.ts';
import { freePort } from '../free-port.ts';

/** A database with all that the platform needs and one document, so that no samples are read at the first start. */
export async function prepared(place: Place): Promise<void> {
	const db = await connect(place);
	try {
		await migrate(db);
		await loadParties(db, 'data');
		await loadCodebook(db, join('data', 'concepts'));
		await ingest(db, platform, { name: 'first.txt', bytes: Buffer.from('There is a lack of trained staff.') });
	} finally {
		await db.destroy();
	}
}

/** The settings that name a database. */
export function environmentOf(place: Place): Record<string, string> {
	return 'url' in place ? { DATABASE_URL: place.url } : { DATABASE_URL: '', CINNABAR_DATA: place.folder };
}

/** The product as it is served, in a process that can be killed and started again at the same address. */
export async function openApplication(place: Place, environment: Record<string, string> = {}) {
	const port = await freePort();
	const env = {
		...process.env,
		...environmentOf(place),
		CINNABAR_SECRET: 'a secret of the tests, long enough to be one',
		PORT: String(port),
		ORIGIN: `http://localhost:${port}`,
		SMTP_URL: '',
		LOG: '',
		...environment
	};
	let child: ChildProcess | undefined;
	let said = '';
	let ended = Promise.resolve();
	/** With all that `serve` does first, or with the pages alone, which is quicker. */
	const start = async (how: 'serve' | 'pages' = 'serve') => {
		await built();
		said = '';
		const words = how === 'serve' ? ['src/cli/main.ts', 'serve'] : ['--input-type=module', '--eval', pagesAlone];
		child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
		const started = child;
		ended = new Promise((resolve) => started.once('exit', () => resolve()));
		started.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
	};
	const untilServing = async () => {
		while (!said.includes(`http://localhost:${port}/`)) {
			if (child?.exitCode !== null) throw new Error(`the application ended: ${said}`);
			await wait(20);
		}
	};
	const token = () => /token=([A-Za-z]{32})/.exec(said)?.[1] ?? '';
	await start();
	await untilServing();
	// The link comes right after, where there is one to show.
	for (let pauses = 0; token() === '' && pauses < 50; pauses++) await wait(20);
	return {
		port,
		start,
		untilServing,
		/** The secret of the link that the first start shows the operator. */
		token: token(),
		process: () => child,
		isRunning: () => child?.exitCode === null && child.signalCode === null,
		said: () => said,
		kill: async () => {
			child?.kill('SIGKILL');
			await ended;
		},
		close: async () => {
			child?.kill('SIGTERM');
			await ended;
		}
	};
}
export type Application = Awaited<ReturnType<typeof openApplication>>;

const pagesAlone = `
import { createServer } from 'node:http';
process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
const { handler } = await import(process.cwd() + '/build/handler.js');
const server = createServer((request, response) => {
	request.headers['x-forwarded-proto'] = 'http';
	handler(request, response, () => response.writeHead(404).end());
});
server.listen(process.env.PORT, () => console.error(process.env.ORIGIN + '/'));
`;

let isBuilt = false;

/** The pages are built by one at a time: two that build into the same folder spoil it. */
async function built(): Promise<void> {
	if (isBuilt) return;
	const folder = join(tmpdir(), `cinnabar-build-${createHash('sha256').update(process.cwd()).digest('hex').slice(0, 16)}`);
	mkdirSync(folder, { recursive: true });
	const release = await taken(folder);
	try {
		const probe = spawn(process.execPath, ['--input-type=module-typescript', '--eval', buildOnly], { stdio: 'inherit' });
		const status = await new Promise((resolve) => probe.once('exit', resolve));
		if (status !== 0) throw new Error('the pages could not be built');
		isBuilt = true;
	} finally {
		release();
	}
}

const buildOnly = `
import { buildPages } from './src/cli/serve.ts';
await buildPages({ talk: () => {}, language: 'en' });
`;

async function taken(folder: string): Promise<() => void> {
	for (;;) {
		try {
			return holdFolder(folder);
		} catch (problem) {
			if (!(problem instanceof FolderInUse)) throw problem;
			await wait(200);
		}
	}
}
