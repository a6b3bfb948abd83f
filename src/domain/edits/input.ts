import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { seen } from './model.ts';
import type { Edit, Words } from './model.ts';

const line = z.string().max(20_000).transform(seen);
const reason = z.string().trim().max(2000).default('');

/**
 * Reads an edit from a form that has for each field `words.<field>` and `began.<field>`. Where two versions were to be chosen from,
 * `choice.<field>` says `theirs` or `mine`, and theirs are the words with which that form began.
 */
export function readEdit<F extends string>(form: FormData, fields: readonly F[]): Edit<F> {
	const took = (name: string) => {
		const read = line.safeParse(form.get(name));
		if (!read.success) throw new Refusal('refused.incomplete');
		return read.data;
	};
	const each = (say: (field: F) => string) => Object.fromEntries(fields.map((field) => [field, say(field)])) as Words<F>;
	const began = each((field) => took(`began.${field}`));
	const words = each((field) => (form.get(`choice.${field}`) === 'theirs' ? began[field] : took(`words.${field}`)));
	const why = reason.safeParse(form.get('why') ?? '');
	if (!why.success) throw new Refusal('refused.incomplete');
	return { began, words, why: why.data };
}
