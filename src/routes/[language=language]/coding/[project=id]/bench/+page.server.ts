import { actByForm } from '#ui/bench/acts.server.ts';
import { taskScreen } from '#ui/bench/screen.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language, project }, url }) =>
	orExplain(language, taskScreen(locals, language, url, project));

export const actions: Actions = {
	act: (event) => actByForm(event, event.params.project)
};
