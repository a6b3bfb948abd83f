import { gzipSync } from 'node:zlib';
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

/** Bytes of each page and what it loads, plain and as they travel, and its server time, against the bars of 100 kB on a first visit, 30 kB on the next, and 50 ms. */
export async function benchPages(): Promise<void> {
	const site = await openSite();
	try {
		row('page', 'first visit kB, plain', 'first visit kB, packed', 'next visit kB, packed', 'median ms', 'p95 ms');
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
	const urls = [
		...new Set([...html.matchAll(/<(?:link|script|img)[^>]+(?:href|src)="(\/[^"]+\.(?:css|js|svg))"/g)].map(([, url]) => url ?? ''))
	];
	const parts = await Promise.all([path, ...urls].map(async (url) => Buffer.from(await (await fetch(address + url)).arrayBuffer())));
	const plain = parts.map((part) => part.byteLength);
	const packed = parts.map((part) => gzipSync(part).byteLength);
	const kilobytes = (sizes: number[]) => (sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(1);
	const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
	row(path, kilobytes(plain), kilobytes(packed), kilobytes(packed.slice(0, 1)), at(0.5), at(0.95));
}
