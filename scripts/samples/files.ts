import { mkdirSync, writeFileSync } from 'node:fs';
import { toDocx } from './docx.ts';
import type { Layout } from './docx.ts';
import { toFront } from './front.ts';
import type { Front } from './front.ts';
import { toHtml } from './html.ts';
import { toPieces } from './pieces.ts';
import type { Manner, Piece } from './pieces.ts';
import { readPartyNames, readReports } from './report.ts';
import type { Report } from './report.ts';
import { toText } from './text.ts';
import { toXlsx } from './xlsx.ts';

/** Real reports differ in how they mark their questions; so do these. Those not named here use numbers alone, on lines. */
const manners: Record<string, Manner> = {
	'xa-2021-full': 'words',
	'xb-2025-full': 'words',
	'xd-2025-full': 'words',
	'xe-2023-short': 'words',
	'xh-2025-full': 'words'
};
const layouts: Record<string, Layout> = { 'xa-2025-full': 'frames' };

/** How a report becomes a PDF: with tools that only who changes the samples has. */
type Press = (front: Front, pieces: readonly Piece[]) => Uint8Array;

/** Makes every sample report a file in its format, the same to the byte each time, and the list of them. */
export async function makeSamples(folder: URL, toPdf: Press): Promise<void> {
	const partyName = readPartyNames();
	mkdirSync(folder, { recursive: true });
	const reports = readReports();
	for (const report of reports) {
		const front = toFront(report, partyName(report.party, report.language));
		const pieces = toPieces(report, manners[report.name] ?? 'numbers');
		writeFileSync(new URL(fileOf(report), folder), await bytesOf(report, front, pieces, toPdf));
	}
	const list = reports.map((report) => {
		const { party, kind, cycle, language, title } = report;
		return { file: fileOf(report), party, kind, cycle, language, title };
	});
	writeFileSync(new URL('list.json', folder), `${JSON.stringify(list, null, '\t')}\n`);
}

function fileOf({ name, format }: Report): string {
	return `${name}.${format}`;
}

async function bytesOf({ name, format }: Report, front: Front, pieces: readonly Piece[], toPdf: Press): Promise<Uint8Array> {
	switch (format) {
		case 'docx':
			return toDocx(front, pieces, layouts[name] ?? 'lines');
		case 'pdf':
			return toPdf(front, pieces);
		case 'xlsx':
			return toXlsx(front, pieces);
		case 'html':
			return toHtml(front, pieces);
		case 'txt':
			return toText(front, pieces);
	}
}
