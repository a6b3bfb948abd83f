import { listCorrections } from '#domain/history/corrections.server.ts';
import { findHead } from '#domain/history/seal.server.ts';
import { beforeIn } from '#ui/before.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { store }, params: { language }, url }) => {
	const before = beforeIn(url.searchParams);
	const [log, head] = await Promise.all([listCorrections(store, language, before), findHead(store)]);
	return { ...log, head, isFirst: before === undefined, showsSamples: log.corrections.some(({ isSample }) => isSample) };
};
