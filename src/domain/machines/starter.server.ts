import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { stances } from '#text/particulars.ts';
import type { Lesson } from './model.ts';

const line = z.object({
	id: z.string(),
	text: z.string(),
	codes: z.array(z.object({ concept: z.string(), stance: z.enum(stances), quote: z.string() })),
	states: z.boolean(),
	specificity: z.record(z.string(), z.string().nullable())
});

/** Whoever wrote the starter set seldom named these: nothing can be learnt from their absence. */
const seldomNamed = ['item', 'quantity', 'place', 'time'].map((name) => `particular/${name}`);

/** The invented passages that ship with the platform, each a document of its own. None where the folder is not there. */
export function readStarter(facts: string): Lesson[] {
	return languages.flatMap((language) => {
		const path = join(facts, 'starter', `${language}.jsonl`);
		if (!existsSync(path)) return [];
		const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
		return lines.map((one) => lessonOf(language, line.parse(JSON.parse(one))));
	});
}

function lessonOf(language: Language, { id, text, codes, states, specificity }: z.infer<typeof line>): Lesson {
	const named = Object.entries(specificity).flatMap(([name, value]) => (value === null ? [] : [`particular/${name}`]));
	return {
		...{ set: 'starter', document: `starter ${id}`, language, text, unknown: seldomNamed },
		codes: codes.map(({ concept, stance, quote }) => {
			const start = text.indexOf(quote);
			return { concept, stance, ...(start >= 0 && { start, end: start + quote.length }) };
		}),
		labels: [...named, ...(states ? ['states/any'] : [])]
	};
}
