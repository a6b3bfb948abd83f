import { availableParallelism, loadavg } from 'node:os';
import type { Kind, Seen } from './load-plan.ts';
import { percentile, row } from './measure.ts';

/** Says on what ground the figures stand. */
export function explain({ reports, pages, people, most }: { reports: number; pages: number; people: number; most: number }): void {
	console.log(
		`${reports} reports of ${pages} pages and the samples. ${people} analysts, signed in, take turns and each client has an address`
	);
	console.log(
		'of its own, so that nobody passes a limit; no limit is off. Clients share the cores with what they ask, and the database too:'
	);
	console.log(`${availableParallelism()} cores, which ${loadavg()[0]?.toFixed(1)} processes wanted in the last minute.`);
	console.log(
		`${most === 1 ? 'No server binary of PostgreSQL here: one process on the embedded database.' : 'PostgreSQL on this machine, as it comes.'}\n`
	);
}

export function heads(): void {
	row('Clients', 'Processes', 'At once', 'Requests a second', 'Of bare', 'p50 ms', 'p99 ms', 'Errors', 'Cores for clients');
	row('---', '--:', '--:', '--:', '--:', '--:', '--:', '---', '--:');
}

const places = (figure: number) => figure.toFixed(figure < 10 ? 1 : 0);

type Cell = { kind: Kind; processes: number; clients: number; rate: number; limit: number };

/** Prints a cell; page by page too where BENCH_PAGES is set. */
export function show({ kind, processes, clients, rate, limit }: Cell, { times, errors, load }: Seen): void {
	const line = (name: string, measured: number[], ...rest: [string, string, string, string]) => {
		const sorted = measured.toSorted((a, b) => a - b);
		const [speed, share, wrong, core] = rest;
		row(name, processes, clients, speed, share, places(percentile(sorted, 0.5)), places(percentile(sorted, 0.99)), wrong, core);
	};
	const wrong = Object.entries(errors).map(([name, count]) => `${name} × ${count}`);
	line(kind, Object.values(times).flat(), places(rate), (rate / limit).toFixed(3), wrong.join(', ') || 'none', load.toFixed(2));
	if (process.env.BENCH_PAGES === undefined) return;
	for (const [name, some] of Object.entries(times)) line(`… ${name}`, some, '', '', '', '');
}
