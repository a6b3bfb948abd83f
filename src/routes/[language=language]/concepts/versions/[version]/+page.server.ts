import { error, redirect } from '@sveltejs/kit';
import { draftAdoption } from '#domain/concepts/drafts.server.ts';
import { findVersion } from '#domain/concepts/history.server.ts';
import { versionName } from '#domain/concepts/input.ts';
import { conceptLabels, findCodebook } from '#domain/concepts/read.server.ts';
import { readVersion } from '#domain/concepts/snapshot.server.ts';
import { may } from '#domain/rights.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language, version: asked } }) => {
	if (!versionName.safeParse(asked).success) error(404);
	const version = await orExplain(language, findVersion(db, asked));
	const concepts = await readVersion(db, asked);
	const { version: inUse } = await orExplain(language, findCodebook(db));
	return {
		...{ version, inUse, labels: await conceptLabels(db, language) },
		concepts: concepts.map(({ id, scheme, label, retired }) => ({ id, scheme, label: label[language], isRetired: retired !== undefined })),
		mayChange: may(actor, 'change', { kind: 'codebook' })
	};
};

export const actions: Actions = {
	adopt: async ({ locals: { store, actor }, params: { language, version } }) => {
		const answer = await orFail(draftAdoption(store, actor, version));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions/changes/${answer.done}`);
		return answer;
	}
};
