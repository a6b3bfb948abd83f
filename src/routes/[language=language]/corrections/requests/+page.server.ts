import { requestFilters } from '#domain/corrections/input.ts';
import { requestStates, verdicts } from '#domain/corrections/model.ts';
import { findWaiting, listRequests } from '#domain/corrections/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { beforeIn } from '#ui/before.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const before = beforeIn(url.searchParams);
	const filters = requestFilters.parse({ state: url.searchParams.get('state') ?? undefined });
	const [list, waiting] = await Promise.all([listRequests(db, language, filters, before), findWaiting(db, actor)]);
	await discloses(store, actor, 'list', { named: list.requests.flatMap(({ documentId }) => documentId ?? []) });
	return {
		...list,
		waiting,
		state: filters.state,
		states: actor.personId === null ? verdicts : requestStates,
		holdsOffice: actor.offices.length > 0,
		isFirst: before === undefined,
		showsSamples: list.requests.some(({ isSample }) => isSample)
	};
};
