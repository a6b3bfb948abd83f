import { error, fail, redirect } from '@sveltejs/kit';
import { adjudicate } from '#domain/coding/adjudicate.server.ts';
import { benchPassage } from '#domain/coding/bench.server.ts';
import { findDiffering } from '#domain/coding/differing.server.ts';
import { asSettlement, ownCodes, shownAgain, written } from '#domain/coding/forms.ts';
import { managesCoding } from '#domain/coding/overview.server.ts';
import { placeOwn } from '#domain/coding/place-own.server.ts';
import { findProject } from '#domain/coding/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { isAsked } from '#domain/evidence/model.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { say } from '#i18n/messages.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, project: id, passage: passageId } }) => {
	const { title, language: spoken } = await orExplain(language, findProject(db, id));
	if (!managesCoding(actor)) error(403, say(language, 'refused.not-allowed'));
	const differing = await orExplain(language, findDiffering(db, store, actor, id, passageId));
	const [shown, labels] = await Promise.all([orExplain(language, benchPassage(db, passageId)), listLabels(db, language)]);
	const passages = [...shown.before, shown.passage, ...shown.after].map((passage) => passage.id);
	await discloses(store, actor, 'passage', { named: [shown.passage.documentId], passages });
	const shows = (conceptId: string) => isAsked(differing.schemes, conceptId);
	return {
		...differing,
		...{ passage: shown.passage, before: shown.before, after: shown.after },
		project: { id, title, language: spoken },
		labels: labels.filter((one) => shows(one.id)),
		proposed: shown.evidence.filter((one) => one.coderKind === 'machine' && one.status === 'proposed' && shows(one.conceptId)),
		standing: shown.evidence.filter((one) => one.status === 'accepted' && shows(one.conceptId)),
		showsSamples: shown.passage.isSample
	};
};

export const actions: Actions = {
	add: async ({ locals: { store, actor }, request, params: { project, passage } }) => {
		const sent = written(await request.formData());
		const answer = await orFail(Promise.resolve().then(() => placeOwn(store, actor, project, passage, ownCodes(sent))));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent: shownAgain(sent) });
		// What was in the fields is written down among the others now.
		return { sent: { ...sent, added: answer.done.map((own) => JSON.stringify(own)), quote: [], near: [] } };
	},
	settle: async ({ locals: { store, actor, db }, request, params: { language, project, passage } }) => {
		const sent = written(await request.formData());
		const work = async () => {
			const { next } = await findDiffering(db, store, actor, project, passage);
			await adjudicate(store, actor, project, asSettlement(sent, passage));
			return next;
		};
		const answer = await orFail(work());
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent: shownAgain(sent) });
		redirect(303, `/${language}/coding/${project}/adjudicate${answer.done === undefined ? '' : `/${answer.done}`}`);
	}
};
