import { fail, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { trainingForm } from '#domain/machines/input.ts';
import { listReviewed } from '#domain/machines/lessons.server.ts';
import { startTraining } from '#domain/machines/train.server.ts';
import { mustMay } from '#domain/rights.ts';
import { defaultSamples } from '#domain/findings/read.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { store, actor }, params: { language } }) => {
	await orExplain(
		language,
		Promise.resolve().then(() => mustMay(actor, 'manage', { kind: 'machine' }))
	);
	const [real, all] = [await listReviewed(store, { samples: false }), await listReviewed(store, { samples: true })];
	const counts = Map.groupBy(all, (one) => one.language);
	return {
		reviewed: real.length,
		samples: all.length - real.length,
		documents: new Set(all.map(({ document }) => document)).size,
		languages: [...counts].map(([one, lessons]) => ({ language: one, count: lessons.length })),
		takesSamples: await defaultSamples(store),
		today: new Date().toISOString().slice(0, 10)
	};
};

export const actions: Actions = {
	default: async ({ locals: { store, actor }, request, params: { language } }) => {
		const form = Object.fromEntries(await request.formData());
		const sent = trainingForm.safeParse(form);
		if (!sent.success) return fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });
		const answer = await orFail(startTraining(store, actor, config.facts, sent.data));
		if ('done' in answer) redirect(303, `/${language}/machines`);
		return fail(answer.status, { ...answer.data, sent: sent.data });
	}
};
