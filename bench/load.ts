import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '#db/connect.server.ts';
import { startServer } from '#tests/private-server.ts';
import { buildBare } from './load-bare.ts';
import { fill, signInMany } from './load-ground.ts';
import { drawProposals, readersPages } from './load-pages.ts';
import { kinds } from './load-plan.ts';
import type { Kind, Plan, Seen } from './load-plan.ts';
import { freePort } from '#tests/free-port.ts';
import { startProcess } from './load-process.ts';
import type { Running } from './load-process.ts';
import { explain, heads, show } from './load-table.ts';

const [reports, pages, people, proposalsEach] = [150, 20, 500, 4000];
const [warmSeconds, seconds] = [2, 6];
const concurrency = [1, 10, 100, 500];
const secret = 'a secret of the bench, known to all';

/**
 * Requests a second, and how long they took, for so many clients at once, on one and two processes of the application, beside a SvelteKit
 * application that does nothing. Clients, processes and the database share this machine.
 */
export async function benchLoad(): Promise<void> {
	const server = await startServer({ isLasting: true });
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-load-'));
	const place = server === undefined ? { folder } : { url: `${server.address}template` };
	const bare = buildBare();
	const running: Running[] = [];
	try {
		const ports = [await freePort(), await freePort()];
		// An address of its own, as a site has that others visit: whoever asks under localhost is not counted against limits.
		const origin = `http://cinnabar.test:${ports[0]}`;
		const db = await connect(place);
		await fill(db, reports, pages);
		const cookies = await signInMany(db, { origin, secret }, people);
		const proposals = await drawProposals(db, proposalsEach * (concurrency.length + 1) * 2);
		const ground = { origin, cookies, proposals, pages: await readersPages(db), party: 'CHE' };
		await db.destroy();
		const most = server === undefined ? 1 : 2;
		const where = 'url' in place ? { DATABASE_URL: place.url } : { DATABASE_URL: '', CINNABAR_DATA: folder };
		const env = { ...where, CINNABAR_SECRET: secret, ORIGIN: origin };
		const [ours, theirs]: [Running[], Running[]] = [[], []];
		explain({ reports, pages, people, most });
		heads();
		for (let processes = 1; processes <= most; processes++) {
			ours.push(await startProcess(['src/cli/main.ts', 'serve'], ports[processes - 1] ?? 0, env));
			theirs.push(await startProcess(['build/index.js'], await freePort(), {}, bare.folder));
			running.splice(0, running.length, ...ours, ...theirs);
			const at = (kind: Kind) => (kind === 'bare' ? theirs : ours).map(({ address }) => address);
			// The first requests compile what the later ones run, and the first file that is read makes the lexicon.
			for (const kind of kinds) await measure({ ...planFor(kind, 4, at(kind), ground), seconds: 1 });
			await untilDone(ours);
			for (const clients of concurrency) {
				let limit = 0;
				for (const kind of kinds) {
					const seen = await measure(planFor(kind, clients, at(kind), ground));
					const rate = seen.answered / seconds;
					if (kind === 'bare') limit = rate;
					show({ kind, processes, clients, rate, limit }, seen);
					if (kind === 'work') await untilDone(ours);
				}
			}
		}
	} finally {
		for (const one of running) await one.stop();
		await server?.stop();
		bare.remove();
		rmSync(folder, { recursive: true, force: true });
	}
}

type Ground = { origin: string; cookies: string[]; proposals: NonNullable<Plan['work']>['proposals']; pages: Plan['pages']; party: string };

function planFor(kind: Kind, clients: number, addresses: string[], { origin, cookies, proposals, pages: read, party }: Ground): Plan {
	const plan = { addresses, origin, clients, warmSeconds, seconds, seed: clients, pages: read };
	if (kind === 'bare') return { ...plan, pages: [{ name: 'bare', path: '/' }] };
	return kind === 'reading' ? plan : { ...plan, work: { cookies, proposals: proposals.splice(0, proposalsEach), party } };
}

function measure(plan: Plan): Promise<Seen> {
	const clients = fork(join(import.meta.dirname, 'load-clients.ts'));
	clients.send(plan);
	return new Promise((resolve, reject) => {
		clients.once('message', (seen) => resolve(seen as Seen));
		clients.once('exit', (status) => reject(new Error(`the clients ended with ${status}`)));
	});
}

/** Waits until the files that were sent have been read, so that reading them does not fall on the next figures. */
async function untilDone(ours: Running[]): Promise<void> {
	for (let tries = 0; tries < 120; tries++) {
		const measures = await (await fetch(`${ours[0]?.address ?? ''}/metrics`)).text();
		const left = [...measures.matchAll(/^cinnabar_jobs\{state="\w+"\} (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
		if (left === 0) return;
		await wait(500);
	}
	console.log('(files that were sent were still being read after a minute)');
}
