import { redirect } from '@sveltejs/kit';
import { dropChange, findChange, newFaults, planOf, renewChange } from '#domain/concepts/drafts.server.ts';
import { compareVersions } from '#domain/concepts/history.server.ts';
import { conceptLabels, findCodebook } from '#domain/concepts/read.server.ts';
import { confirmCodebook } from '#domain/evidence/codebook.server.ts';
import { countTouched, tryChange } from '#domain/evidence/preview.server.ts';
import { countAfterChange } from '#domain/findings/after-change.server.ts';
import { countClosed } from '#domain/findings/closed.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { sentText } from '#ui/sent.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Db = App.Locals['db'];

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id } }) => {
	const draft = await orExplain(language, findChange(db, actor, id));
	const plan = await orExplain(language, planOf(db, draft));
	const { version: inUse } = await orExplain(language, findCodebook(db));
	const isDraft = draft.state === 'draft';
	const newLabels = plan.after.map((one): [string, string] => [one.id, one.label[language]]);
	const known = await conceptLabels(db, language);
	const filters = { basis: 'proposed' as const, samples: false };
	return {
		...{ draft, inUse, difference: plan.difference, faults: isDraft ? newFaults(plan.before, plan.after) : [], moves: plan.moves },
		/** Those with a page, and how every concept is called that the change names. */
		...{ labels: known, names: new Map([...known, ...newLabels]) },
		meanwhile: isDraft && inUse !== draft.madeOn ? await compareVersions(db, draft.madeOn, inUse) : undefined,
		effect: isDraft ? await effectOf(db, store, plan) : undefined,
		closed: isDraft ? await countClosed(db, store, actor, { way: 'figures', filters }) : 0,
		partyNames: await partyNames(db, language)
	};
};

/** What a draft would do to what is coded, by what the reader may see. */
async function effectOf(db: Db, store: Db, { before, after, moves }: Awaited<ReturnType<typeof planOf>>) {
	return {
		touched: await countTouched(db, store, moves),
		figures: await countAfterChange(db, moves),
		trial: await tryChange(db, before, after)
	};
}

export const actions: Actions = {
	confirm: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const { why = '' } = await sentText(request);
		const answer = await orFail(confirmCodebook(store, actor, id, { why }));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions/changes/${id}`);
		return answer;
	},
	drop: async ({ locals: { store, actor }, params: { language, id } }) => {
		const answer = await orFail(dropChange(store, actor, id));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions`);
		return answer;
	},
	renew: async ({ locals: { store, actor }, params: { language, id } }) => {
		const answer = await orFail(renewChange(store, actor, id));
		if ('done' in answer) redirect(303, `/${language}/concepts/versions/changes/${id}`);
		return answer;
	}
};
