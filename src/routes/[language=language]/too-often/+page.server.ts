import { redirect } from '@sveltejs/kit';
import type { Again } from '../../../too-often.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only the platform itself asks for this page, as its answer to whoever asked too often; its links to other languages lead home. */
export const load: PageServerLoad = ({ isSubRequest, params: { language } }) => {
	if (!isSubRequest) redirect(303, `/${language}`);
};

export const actions: Actions = {
	default: async ({ isSubRequest, request, params: { language } }) => {
		if (!isSubRequest) redirect(303, `/${language}`);
		return JSON.parse(String((await request.formData()).get('again'))) as Again;
	}
};
