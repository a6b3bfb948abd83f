import { compareCodebook } from '#domain/exchange/codebook.server.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ locals: { db }, request, params: { language } }) => {
		const file = (await request.formData()).get('file');
		const answer = await orFail(compareCodebook(db, language, file instanceof File ? file : undefined));
		return 'done' in answer ? { compared: answer.done } : answer;
	}
};
