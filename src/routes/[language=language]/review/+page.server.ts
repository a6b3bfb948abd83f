import { actByForm } from '#ui/bench/acts.server.ts';
import { queueScreen } from '#ui/bench/screen.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language }, url }) =>
	orExplain(language, queueScreen(locals, language, url));

export const actions: Actions = {
	act: (event) => actByForm(event)
};
