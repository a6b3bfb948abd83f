import { z } from 'zod';
import type { Proposed } from '#domain/evidence/machine.server.ts';
import { stances } from '#text/particulars.ts';

const answer = z.object({
	passages: z.array(z.object({ id: z.coerce.string(), codes: z.array(z.unknown()).max(200) })).max(200)
});
const code = z.object({
	concept: z.string(),
	stance: z.enum(stances),
	quote: z.string().min(1),
	confidence: z.coerce.number().min(0).max(1).catch(0.5)
});

export type Answered = { codes: Proposed[]; invented: number };

/**
 * What a language model has answered, passage by passage in the order asked: codes whose quote stands in the passage letter by letter and
 * whose concept there is, and how many were refused. Undefined where the answer has no such shape at all.
 */
export function readAnswer(
	text: string,
	passages: readonly { id: string; text: string }[],
	isConcept: (concept: string) => boolean
): Answered[] | undefined {
	const read = answer.safeParse(jsonIn(text));
	if (!read.success) return undefined;
	const codesOf = Map.groupBy(read.data.passages, ({ id }) => id);
	return passages.map(({ id, text: body }) => {
		const given = (codesOf.get(id) ?? []).flatMap(({ codes }) => codes);
		return answered(given, body, isConcept);
	});
}

function answered(given: readonly unknown[], body: string, isConcept: (concept: string) => boolean): Answered {
	const codes = new Map<string, Proposed>();
	let invented = 0;
	for (const one of given) {
		const read = code.safeParse(one);
		const start = read.success ? body.indexOf(read.data.quote) : -1;
		if (!read.success || start < 0 || !isConcept(read.data.concept)) {
			invented++;
			continue;
		}
		const { concept, stance, quote, confidence } = read.data;
		const own: Proposed = { concept, stance, start, end: start + quote.length, quote, confidence, why: { rule: 'asked' } };
		codes.set(`${concept} ${stance} ${start} ${quote.length}`, own);
	}
	return { codes: [...codes.values()].toSorted((a, b) => a.start - b.start || a.end - b.end), invented };
}

/** The longest object of JSON in a text that may have words around it. */
function jsonIn(text: string): unknown {
	for (let from = text.indexOf('{'); from >= 0; from = text.indexOf('{', from + 1)) {
		const end = closing(text, from);
		if (end === undefined) continue;
		const parsed = parse(text.slice(from, end));
		if (parsed !== undefined) return parsed;
		if (from > longestTalk) return undefined;
	}
	return undefined;
}

/** So much talk before the answer is listened to. */
const longestTalk = 20_000;

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Where the object that opens here is closed. */
function closing(text: string, from: number): number | undefined {
	let depth = 0;
	let isQuoted = false;
	for (let at = from; at < text.length; at++) {
		const letter = text[at];
		if (isQuoted) {
			if (letter === '\\') at++;
			else if (letter === '"') isQuoted = false;
		} else if (letter === '"') isQuoted = true;
		else if (letter === '{') depth++;
		else if (letter === '}' && --depth === 0) return at + 1;
	}
	return undefined;
}
