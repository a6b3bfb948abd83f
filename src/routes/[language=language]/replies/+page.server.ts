import { fail, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { listCycles } from '#domain/findings/read.server.ts';
import { objectionFilters } from '#domain/replies/input.ts';
import { subjectOf } from '#domain/replies/object.server.ts';
import { idIn } from '#domain/replies/objectable.server.ts';
import { openPeriods } from '#domain/replies/period.server.ts';
import {
	countOutcomes,
	findAskable,
	findWaitingObjections,
	listAskable,
	listMine,
	listObjections,
	listRunning
} from '#domain/replies/read.server.ts';
import { may } from '#domain/rights.ts';
import { beforeIn } from '#ui/before.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const before = beforeIn(url.searchParams);
	const filters = objectionFilters.parse(Object.fromEntries(url.searchParams));
	const mayAsk = may(actor, 'ask', subjectOf(''));
	const documentId = idIn(url.searchParams.get('document'));
	const [list, outcomes, running] = await Promise.all([
		listObjections(db, language, filters, before),
		countOutcomes(db, language),
		listRunning(db, language)
	]);
	await discloses(store, actor, 'list', { named: [...list.objections, ...running].map((one) => one.documentId) });
	return {
		...list,
		filters,
		outcomes,
		running,
		waiting: await findWaitingObjections(db, actor),
		mine: await listMine(db, actor, language),
		isConcerned: actor.offices.length > 0,
		asking: mayAsk
			? {
					document: documentId === undefined ? undefined : await findAskable(db, documentId),
					parties: await listAskable(db, language),
					cycles: await listCycles(db)
				}
			: undefined,
		asked: idIn(url.searchParams.get('asked')),
		isFirst: before === undefined,
		showsSamples: [...list.objections, ...outcomes, ...running].some(({ isSample }) => isSample)
	};
};

export const actions: Actions = {
	ask: async ({ locals: { store, actor }, request, params: { language }, url }) => {
		const sent = Object.fromEntries([...(await request.formData())].filter(([, value]) => typeof value === 'string')) as Record<
			string,
			string
		>;
		const answer = await orFail(openPeriods(store, actor, sent, config.origin ?? url.origin));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
		redirect(303, `/${language}/replies?asked=${answer.done}`);
	}
};
