import { getRequestEvent } from '$app/server';
import { error, fail } from '@sveltejs/kit';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import type { MessageKey, Slots } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

/** What a form shows of a refusal. */
export type Refused = { code: MessageKey; slots: Slots };

const statuses: Partial<Record<MessageKey, number>> = {
	'refused.not-found': 404,
	'refused.not-allowed': 403,
	'limits.too-many': 429,
	'account.weak': 403
};
/** The status that says a refusal, which the line of the request in the log will name. */
function statusOf({ code }: Refusal): number {
	getRequestEvent().locals.refusal = code;
	return statuses[code] ?? 400;
}

/** In a load: a refusal becomes an error page with the reason in the reader's language. */
export async function orExplain<T>(language: Language, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		error(statusOf(problem), say(language, problem.code, problem.slots));
	}
}

/** In an action: a refusal goes back to the form; anything else that was thrown, a redirect among them, goes on. */
export async function orFail<T>(work: Promise<T>) {
	try {
		return { done: await work };
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		return fail(problem.code === 'refused.not-found' ? 400 : statusOf(problem), {
			refusal: { code: problem.code, slots: problem.slots } satisfies Refused
		});
	}
}
