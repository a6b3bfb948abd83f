import { findWaiting } from '#domain/corrections/read.server.ts';
import { listCorrections } from '#domain/history/corrections.server.ts';
import { findHead } from '#domain/history/seal.server.ts';
import { findWaitingObjections, listMine } from '#domain/replies/read.server.ts';
import { beforeIn } from '#ui/before.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const before = beforeIn(url.searchParams);
	const [log, head, waiting] = await Promise.all([listCorrections(store, language, before), findHead(store), findWaiting(db, actor)]);
	const replies = { waiting: await findWaitingObjections(db, actor), mine: await listMine(db, actor, language) };
	return { ...log, head, waiting, replies, isFirst: before === undefined, showsSamples: log.corrections.some(({ isSample }) => isSample) };
};
