import { z } from 'zod';
import { isLanguage } from '#text/languages.ts';
import { Refusal } from '../../refusal.ts';
import { passageKinds } from '../model.ts';
import type { Block, Extracted } from '../model.ts';
import { decodeText } from './encoding.ts';
import { limits } from './limits.ts';

const line = z.looseObject({
	text: z.string(),
	id: z.union([z.string(), z.number()]).optional(),
	language: z.string().optional(),
	kind: z.enum(passageKinds).catch('paragraph'),
	page: z.int().positive().optional().catch(undefined),
	heading: z.string().optional().catch(undefined),
	question: z.string().optional().catch(undefined)
});

/** JSON Lines with one text to a line. A line that is not such an object is refused by its number: half a file is no file. */
export function readJsonLines(bytes: Uint8Array): Extracted {
	const text = decodeText(bytes);
	if (text === undefined) throw new Refusal('documents.unknown-format');
	const blocks: Block[] = [];
	for (const [at, said] of text.split(/\r?\n/).entries()) {
		if (said.trim() === '') continue;
		if (blocks.length >= limits.blocks) throw new Refusal('documents.too-much-text');
		blocks.push(toBlock(said, at + 1));
	}
	return { format: 'jsonl', blocks, needsOcr: false };
}

function toBlock(said: string, number: number): Block {
	const parsed = line.safeParse(parse(said, number));
	if (!parsed.success) throw new Refusal('documents.bad-line', { line: number });
	const { text, id, language, kind, page, heading, question } = parsed.data;
	return {
		kind,
		text,
		...(page !== undefined && { page }),
		...(heading !== undefined && { heading }),
		...(question !== undefined && { question }),
		...(id !== undefined && { place: String(id).slice(0, 200) }),
		...(isLanguage(language) && { language })
	};
}

function parse(said: string, number: number): unknown {
	try {
		return JSON.parse(said);
	} catch (problem) {
		if (problem instanceof SyntaxError) throw new Refusal('documents.bad-line', { line: number });
		throw problem;
	}
}
