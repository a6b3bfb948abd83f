import { openSite } from '#tests/journeys/open-site.ts';
import { row } from './measure.ts';

const paths = [
	'',
	'/documents',
	'/documents/1',
	'/documents/1/passages/2',
	'/findings',
	'/findings/challenge/sector',
	'/study',
	'/concepts',
	'/concepts/challenge/finance',
	'/parties',
	'/parties/XXA',
	'/about'
];
const runs = 21;

/** Bytes of each page with its style sheet (compressed by nothing: the worst case) and its server time, against the bars of 100 kB, 30 kB and 50 ms. */
export async function benchPages(): Promise<void> {
	const site = await openSite();
	try {
		row('page', 'page kB', 'with style sheet kB', 'next visit kB', 'median ms', 'p95 ms');
		for (const language of ['en', 'ar']) for (const path of paths) await benchPage(site.address, `/${language}${path}`);
	} finally {
		await site.close();
	}
}

async function benchPage(address: string, path: string): Promise<void> {
	const times: number[] = [];
	let html = '';
	for (let run = 0; run < runs; run++) {
		const began = performance.now();
		html = await (await fetch(address + path)).text();
		times.push(performance.now() - began);
	}
	times.sort((a, b) => a - b);
	const assets = [...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js|svg))"/g)].map(([, url]) => url ?? '');
	const sizes = await Promise.all([...new Set(assets)].map(async (url) => (await (await fetch(address + url)).arrayBuffer()).byteLength));
	const page = Buffer.byteLength(html) / 1000;
	const all = page + sizes.reduce((sum, size) => sum + size, 0) / 1000;
	const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
	row(path, page.toFixed(1), all.toFixed(1), page.toFixed(1), at(0.5), at(0.95));
}
