import { fail, redirect } from '@sveltejs/kit';
import { leaveOffer } from '#domain/concepts/drafts.server.ts';
import { listDrafts, listOffers, listVersions } from '#domain/concepts/history.server.ts';
import { conceptLabels, findCodebook } from '#domain/concepts/read.server.ts';
import { countFlags } from '#domain/evidence/flags.server.ts';
import { jobSeen } from '#domain/evidence/input.ts';
import { findRecoding, recodeAgain, stopRecoding } from '#domain/evidence/recode.server.ts';
import { may } from '#domain/rights.ts';
import { beforeIn } from '#ui/before.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { sentText } from '#ui/sent.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const before = beforeIn(url.searchParams);
	const mayChange = may(actor, 'change', { kind: 'codebook' });
	const [codebook, { versions, next }, labels, flags] = await Promise.all([
		orExplain(language, findCodebook(db)),
		listVersions(db, before),
		conceptLabels(db, language),
		countFlags(db)
	]);
	return {
		...{ inUse: codebook.version, versions, next, isFirst: before === undefined, labels, mayChange },
		flags: [...flags.values()].reduce((sum, one) => sum + one, 0),
		drafts: mayChange ? await listDrafts(db) : [],
		offers: mayChange ? await listOffers(db) : [],
		recoding: mayChange ? await findRecoding(store) : undefined
	};
};

const incomplete = () => fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });

export const actions: Actions = {
	leave: async ({ locals: { store, actor }, request, params: { language } }) => {
		const { version = '' } = await sentText(request);
		const answer = await orFail(leaveOffer(store, actor, version));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions`);
		return answer;
	},
	stop: async ({ locals: { store, actor }, request, params: { language } }) => {
		const seen = jobSeen.safeParse(await sentText(request)).data?.job;
		if (seen === undefined) return incomplete();
		const answer = await orFail(stopRecoding(store, actor, seen));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions`);
		return answer;
	},
	again: async ({ locals: { store, actor }, request, params: { language } }) => {
		const seen = jobSeen.safeParse(await sentText(request)).data?.job;
		if (seen === undefined) return incomplete();
		const answer = await orFail(recodeAgain(store, actor, seen));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions`);
		return answer;
	}
};
