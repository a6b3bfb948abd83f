import { error, fail } from '@sveltejs/kit';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import type { MessageKey, Slots } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/** What a form shows of a refusal. */
export type Refused = { code: MessageKey; slots: Slots };

/** In a load: a refusal becomes an error page with the reason in the reader's language. */
export async function orExplain<T>(language: Language, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		const status = problem.code === 'refused.not-found' ? 404 : problem.code === 'refused.not-allowed' ? 403 : 400;
		error(status, say(language, problem.code, problem.slots));
	}
}

/** In an action: a refusal goes back to the form; anything else that was thrown, a redirect among them, goes on. */
export async function orFail<T>(work: Promise<T>) {
	try {
		return { done: await work };
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		return fail(problem.code === 'refused.not-allowed' ? 403 : 400, {
			refusal: { code: problem.code, slots: problem.slots } satisfies Refused
		});
	}
}
