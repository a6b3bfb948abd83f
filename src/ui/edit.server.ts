import { fail } from '@sveltejs/kit';
import { readEdit } from '#domain/edits/input.ts';
import type { Edit, Outcome } from '#domain/edits/model.ts';
import { orFail } from './refused.server.ts';

/**
 * In an action: reads an edit from its form and carries it out. `saved` where it was; where someone else changed the same words, the edit
 * is set aside and `saved` is false; where it was refused, the form gets back what was sent, so that nothing has to be written twice.
 */
export async function takeEdit<F extends string>(form: FormData, fields: readonly F[], save: (edit: Edit<F>) => Promise<Outcome<F>>) {
	const read = await orFail(Promise.resolve().then(() => readEdit(form, fields)));
	if (!('done' in read)) return fail(read.status, { ...read.data, sent: undefined });
	const edit = read.done;
	const answer = await orFail(save(edit));
	if ('done' in answer) return { saved: answer.done.isSaved };
	return fail(answer.status, { ...answer.data, sent: edit });
}
