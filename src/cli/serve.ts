import { existsSync, globSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { config, databasePlace } from '#config';
import { connect } from '#db/connect.server.ts';
import { linkLife } from '#domain/people/auth.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import { plainHeaders } from '../headers.server.ts';
import { stopping } from '../stop.server.ts';
import { sayCharset } from './charset.ts';
import { hostWords } from './host.ts';
import { firstLink } from './invite.ts';
import { prepare } from './prepare.ts';
import { stopGently } from './stop.ts';
import type { Call, Command } from './command.ts';

const root = join(import.meta.dirname, '..', '..');
const entry = join(root, 'build', 'handler.js');
const usualPort = 3000;

/** Builds the pages where they are missing or older than their sources, brings the database up to date, and serves. */
export const serve: Command = {
	usage: 'serve',
	run: async (call) => {
		await buildPages(call);
		// The pages open the database themselves: it must be free again by then.
		const db = await connect(databasePlace());
		const port = await portToUse();
		const origin = (process.env.ORIGIN ||= `http://localhost:${port}`);
		const link = await prepare(db, call)
			.then(() => firstLink(db, { origin, language: call.language }))
			.finally(() => db.destroy());
		await listen(port, hostWords(config.origin, port));
		call.talk(say(call.language, 'cli.serving', { address: `http://localhost:${port}/` }));
		if (link !== undefined) call.talk(say(call.language, 'sign-in.first', { minutes: linkLife / 60, address: link }));
		return undefined;
	}
};

export async function buildPages({ talk, language }: Pick<Call, 'talk' | 'language'>): Promise<void> {
	if (isBuilt()) return;
	talk(say(language, 'cli.building'));
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
	const status = await new Promise((resolve) => build.once('exit', resolve));
	if (status !== 0) throw new Error('the pages could not be built');
}

function isBuilt(): boolean {
	if (!existsSync(entry)) return false;
	const built = statSync(entry).mtimeMs;
	const sources = globSync('{src,static}/**/*.{ts,svelte,css,html,json,js,svg}', { cwd: root });
	return [...sources, 'vite.config.ts', 'package.json'].every((path) => statSync(join(root, path)).mtimeMs <= built);
}

/** The port that was asked for, which must be free, or the first free one from 3000 on. */
async function portToUse(): Promise<number> {
	if (config.port !== undefined) {
		if (await isFree(config.port)) return config.port;
		throw new Refusal('cli.port-taken', { port: String(config.port) });
	}
	for (let port = usualPort; port < usualPort + 100; port++) if (await isFree(port)) return port;
	throw new Refusal('cli.port-taken', { port: String(usualPort) });
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createProbe();
		probe.once('error', () => resolve(false));
		probe.listen(port, () => probe.close(() => resolve(true)));
	});
}

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

async function listen(port: number, rename: (headers: IncomingHttpHeaders) => void): Promise<void> {
	// The adapter believes https unless a header says otherwise, and then refuses forms posted over http.
	process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
	process.env.BODY_SIZE_LIMIT ||= '256M';
	const { handler } = (await import(pathToFileURL(entry).href)) as { handler: Handler };
	const server = createServer((request, response) => {
		rename(request.headers);
		sayCharset(response);
		// Files, and errors that no page answers, do not pass through the hooks.
		for (const [name, value] of Object.entries(plainHeaders)) response.setHeader(name, value);
		if (stopping.signal.aborted) response.setHeader('connection', 'close');
		handler(request, response, () => {
			response.statusCode = 404;
			response.end();
		});
	});
	// A proxy keeps a connection for a minute: one that we close just as it is used again is an error for whoever asked.
	server.keepAliveTimeout = 75_000;
	await new Promise<void>((resolve) => server.listen({ port, host: process.env.HOST || undefined }, resolve));
	stopGently(server);
}
