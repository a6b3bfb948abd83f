import { error } from '@sveltejs/kit';
import { changesIn } from '#domain/history/model.ts';
import { listOwnHistory } from '#domain/history/read.server.ts';
import { say } from '#i18n/messages.ts';
import { beforeIn } from '#ui/before.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { store, actor }, params: { language }, url }) => {
	const explained = say(language, 'history.not-signed-in');
	if (actor.personId === null) error(403, explained, { explained });
	const before = beforeIn(url.searchParams);
	const { lines, next } = await listOwnHistory(store, actor, before);
	return {
		lines: lines.map(({ id, at, act, record, recordId, office, why, ...line }) => ({
			...{ id, at, act, record, recordId, office, why },
			changes: changesIn(line.before, line.after)
		})),
		next,
		isFirst: before === undefined
	};
};
