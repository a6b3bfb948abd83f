import { Refusal } from '../../refusal.ts';
import { largestFile } from '../model.ts';
import type { Block, Extracted } from '../model.ts';
import { clean } from './clean.ts';
import { readCsv } from './csv.server.ts';
import { agreeing, detectFormat } from './detect.ts';
import { readDocx } from './docx.server.ts';
import { readHtml } from './html.server.ts';
import { readJsonLines } from './jsonl.server.ts';
import { limits } from './limits.ts';
import { readPdf } from './pdf.server.ts';
import { placeParagraphs } from './place.ts';
import { readPlain } from './plain.server.ts';
import { markQuestions } from './questions.ts';
import { readXlsx } from './xlsx.server.ts';
import { openZip } from './zip.server.ts';

/** Reads a file of any format that we take into blocks of text in reading order, or refuses it with the reason. */
export async function extract(
	bytes: Uint8Array,
	name: string,
	signal: AbortSignal = AbortSignal.timeout(limits.milliseconds)
): Promise<Extracted> {
	mustFit(bytes.length);
	const found = await readFormat(bytes, name, signal);
	const length = found.blocks.reduce((sum, one) => sum + one.text.length, 0);
	if (length > limits.text || found.blocks.length > limits.blocks) throw new Refusal('documents.too-much-text');
	const blocks = tidy(found.blocks);
	if (!found.needsOcr && !blocks.some((one) => /\p{L}/u.test(one.text))) throw new Refusal('documents.no-text');
	// JSON Lines says of each text what it is.
	return { ...found, blocks: found.format === 'jsonl' ? blocks : markQuestions(placeParagraphs(blocks)) };
}

/** Refuses a file by its size alone, before anyone reads it. */
export function mustFit(size: number): void {
	if (size > largestFile) throw new Refusal('documents.too-large', { limit: largestFile / 1e6 });
}

async function readFormat(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<Extracted> {
	const format = detectFormat(bytes, name);
	switch (format) {
		case 'pdf':
			return readPdf(bytes, signal);
		case 'html':
			return readHtml(bytes);
		case 'csv':
			return readCsv(bytes);
		case 'jsonl':
			return readJsonLines(bytes);
		case 'text':
			return readPlain(bytes);
		case 'zip':
			return readZip(bytes, name, signal);
	}
}

/** Word and Excel files are zipped folders; which of the two a file is stands in the names of its parts. */
function readZip(bytes: Uint8Array, name: string, signal: AbortSignal): Extracted {
	const zip = openZip(bytes);
	const has = (start: string) => [...zip.names].some((one) => one.startsWith(start));
	if (!zip.names.has('[Content_Types].xml') || !zip.names.has('_rels/.rels')) throw new Refusal('documents.unknown-format');
	if (has('word/')) return agreeing('docx', name) && readDocx(zip);
	if (has('xl/')) return agreeing('xlsx', name) && readXlsx(zip, signal);
	throw new Refusal('documents.unknown-format');
}

function tidy(blocks: readonly Block[]): Block[] {
	return blocks.flatMap((block) => {
		const text = clean(block.text);
		return text === ''
			? []
			: [
					{
						...block,
						text,
						...(block.place !== undefined && { place: clean(block.place) }),
						...(block.heading !== undefined && { heading: clean(block.heading) })
					}
				];
	});
}
