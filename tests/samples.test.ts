import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { extract } from '#domain/documents/extract/extract.server.ts';
import { cutPassages } from '#domain/documents/extract/passages.ts';
import type { Passage } from '#domain/documents/model.ts';
import { languages } from '#text/languages.ts';
import { makeSamples } from '../scripts/samples/files.ts';
import { readReports } from '../scripts/samples/report.ts';
import type { Report } from '../scripts/samples/report.ts';

const folder = 'data/samples/files';
const listed = z
	.array(
		z.strictObject({
			file: z.string(),
			party: z.string(),
			kind: z.string(),
			cycle: z.string(),
			language: z.enum(languages),
			title: z.string()
		})
	)
	.parse(JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8')));

/** A text of a report, what its passage is, and the number of the question that it belongs to. */
type Wanted = {
	text: string;
	kind: 'heading' | 'question' | 'answer' | 'paragraph' | 'footnote' | 'list' | 'cell';
	question: string | undefined;
};

function wantedOf({ blocks }: Report): Wanted[] {
	let question: string | undefined;
	return blocks.flatMap((block): Wanted[] => {
		if (block.type === 'heading') question = undefined;
		if (block.type === 'question') question = block.number.replace('Part ', '');
		if (block.type === 'list') return block.items.map((text) => ({ text, kind: 'list', question }));
		if (block.type === 'table') return block.rows.flat().map((text) => ({ text, kind: 'cell', question }));
		return [{ text: block.text, kind: block.type, question }];
	});
}

function plain(text: string): string {
	return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** The passage of each text: in the order of the report, but notes stand at the foot of pages and some tables on sheets of their own. */
function matchUp(
	wanted: readonly Wanted[],
	passages: readonly Passage[],
	isOrdered: boolean
): { one: Wanted; found: Passage | undefined }[] {
	let from = 0;
	return wanted.map((one) => {
		const isFree = one.kind === 'footnote' || !isOrdered;
		const at = passages.findIndex(({ body }, index) => (isFree || index >= from) && plain(body) === plain(one.text));
		if (at >= 0 && !isFree) from = at + 1;
		return { one, found: passages[at] };
	});
}

const reports = await Promise.all(
	readReports().map(async (report) => {
		const file = `${report.name}.${report.format}`;
		const read = await extract(readFileSync(join(folder, file)), file);
		const passages = cutPassages(read.blocks, report.language);
		// A figure alone in a cell says nothing and is no passage.
		const wanted = wantedOf(report).filter(({ text, kind }) => kind !== 'cell' || /\p{L}/u.test(text));
		return { file, report, read, passages, pairs: matchUp(wanted, passages, report.format !== 'xlsx') };
	})
);

test('the files are those that the reports make, and are small', async () => {
	const fresh = mkdtempSync(join(tmpdir(), 'samples-'));
	// A PDF takes tools that are not installed with the rest: the one there is stands for itself.
	const pdfs = reports.filter(({ report }) => report.format === 'pdf');
	const toPdf = (front: { title: string }) => bytesOf(folder, pdfs.find(({ report }) => report.title === front.title)?.file);
	await makeSamples(pathToFileURL(`${fresh}/`), toPdf);
	const names = readdirSync(fresh);
	expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
	expect(names.filter((name) => !bytesOf(fresh, name).equals(bytesOf(folder, name)))).toEqual([]);
	expect(names.filter((name) => bytesOf(fresh, name).length > 300_000)).toEqual([]);
	rmSync(fresh, { recursive: true });
});

function bytesOf(place: string, name = ''): Buffer {
	return readFileSync(join(place, name));
}

test('the list names every file with what it is', () => {
	expect(listed).toEqual(
		reports.map(({ file, report: { party, kind, cycle, language, title } }) => ({ file, party, kind, cycle, language, title }))
	);
});

test.each(reports)('$file gives back the texts of its report in their order', ({ pairs, read, report }) => {
	const lost = pairs.filter(({ found }) => found === undefined).map(({ one }) => one.text);
	expect(1 - lost.length / pairs.length, lost.join('\n')).toBeGreaterThanOrEqual(0.97);
	expect(read.title).toBe(report.title);
	expect(read.needsOcr).toBe(false);
});

test.each(reports)('$file keeps questions and answers apart, each with its number', ({ pairs, report }) => {
	const asked = pairs.filter(({ one, found }) => found !== undefined && (one.kind === 'question' || one.kind === 'answer'));
	expect(asked.map(({ found }) => [found?.kind, found?.question, found?.body])).toEqual(
		asked.map(({ one, found }) => [one.kind, one.question, found?.body])
	);
	// Notes stand at the foot of a page, and a table that answers a question of a workbook on a sheet of its own.
	const inPlace = pairs.filter(({ one }) => one.kind !== 'footnote' && one.question !== undefined && report.format !== 'xlsx');
	const mixed = inPlace.filter(({ one, found }) => found !== undefined && found.question !== one.question);
	expect(mixed.map(({ found }) => [found?.question, found?.body])).toEqual([]);
});

test.each(reports.filter(({ report }) => report.format !== 'xlsx'))('$file tells headings and footnotes from the rest', ({ pairs }) => {
	// The heading of a part with text under it and no question stands for a question.
	const isTrue = (one: Wanted, found: Passage) => found.kind === one.kind || (one.kind === 'heading' && found.kind === 'question');
	const wrong = pairs.flatMap(({ one, found }) => (found === undefined || isTrue(one, found) ? [] : [[one.kind, found.kind, found.body]]));
	expect(wrong.filter(([kind]) => kind === 'heading' || kind === 'footnote')).toEqual([]);
});

test.each(reports)('$file speaks the language of its report, but for an annex', ({ passages, report }) => {
	const annex = passages.findIndex(({ body }) => body.startsWith('Annex.'));
	const inside = annex < 0 ? passages : passages.slice(0, annex);
	expect(inside.filter(({ language }) => language !== report.language).map(({ body }) => body)).toEqual([]);
	expect(annex < 0 ? [] : passages.slice(annex).filter(({ language, kind }) => language !== 'en' && kind !== 'footnote')).toEqual([]);
});
