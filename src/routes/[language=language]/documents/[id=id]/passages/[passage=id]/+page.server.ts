import { fail, redirect } from '@sveltejs/kit';
import { memoPanel } from '#domain/coding/memo-file.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { findPassage } from '#domain/documents/passage.server.ts';
import { findDocument } from '#domain/documents/read.server.ts';
import { addition, change, closing, reopening, review } from '#domain/evidence/input.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { listSupport } from '#domain/evidence/machine-codes.server.ts';
import { listEvidence, listSpecificity } from '#domain/evidence/read.server.ts';
import { closePassage, listOfHealth } from '#domain/evidence/state.server.ts';
import { addEvidence, changeEvidence, reopenEvidence, reviewEvidence } from '#domain/evidence/write.server.ts';
import { listMarks } from '#domain/replies/marks.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { may } from '#domain/rights.ts';
import type { Actions, PageServerLoad } from './$types';

const incomplete = () => fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id, passage: passageId } }) => {
	const [document, passage] = await orExplain(language, Promise.all([findDocument(db, id, language), findPassage(db, id, passageId)]));
	const shown = [...passage.before, passage, ...passage.after];
	await discloses(store, actor, 'passage', { named: [id], passages: shown.map((one) => one.id) });
	const [evidence, [specificity], labels] = await Promise.all([
		listEvidence(db, [passageId]),
		listSpecificity(db, [passageId]),
		listLabels(db, language)
	]);
	const mayClose = may(actor, 'set-level', { ...document, kind: 'document' });
	return {
		document,
		passage,
		evidence,
		specificity,
		support: await listSupport(db, [passageId]),
		labels,
		mayClose,
		panel: await memoPanel(db, actor, { passageId }),
		isOfHealth: mayClose && (await listOfHealth(db, id)).includes(passageId),
		marks: await listMarks(db, [passageId]),
		mayReview: may(actor, 'review', { ...document, kind: 'document' }),
		showsSamples: document.isSample
	};
};

export const actions: Actions = {
	close: async ({ locals: { store, actor }, request, url, params: { passage: passageId } }) => {
		const sent = closing.safeParse(Object.fromEntries(await request.formData()));
		if (!sent.success) return incomplete();
		const answer = await orFail(closePassage(store, actor, passageId, sent.data));
		if ('done' in answer) redirect(303, url.pathname);
		return answer;
	},
	review: async ({ locals: { store, actor }, request, url }) => {
		const [verdict, evidenceId] = String((await request.formData()).get('settle')).split(' ');
		const sent = review.safeParse({ verdict, evidenceId });
		if (!sent.success) return incomplete();
		const answer = await orFail(reviewEvidence(store, actor, sent.data));
		if ('done' in answer) redirect(303, url.pathname);
		return answer;
	},
	reopen: async ({ locals: { store, actor }, request, url }) => {
		const sent = reopening.safeParse(Object.fromEntries(await request.formData()));
		if (!sent.success) return incomplete();
		const answer = await orFail(reopenEvidence(store, actor, sent.data));
		if ('done' in answer) redirect(303, url.pathname);
		return answer;
	},
	change: async ({ locals: { store, actor }, request, url }) => {
		const form = Object.fromEntries(await request.formData());
		const [evidenceId, seen] = String(form['piece']).split(' ');
		const sent = change.safeParse({ ...form, evidenceId, seen });
		if (!sent.success) return incomplete();
		const answer = await orFail(changeEvidence(store, actor, sent.data));
		if ('done' in answer) redirect(303, url.pathname);
		return fail(answer.status, { ...answer.data, changed: sent.data });
	},
	add: async ({ locals: { store, actor }, request, url, params: { passage: passageId } }) => {
		const sent = addition.safeParse({ ...Object.fromEntries(await request.formData()), passageId });
		if (!sent.success) return incomplete();
		const answer = await orFail(addEvidence(store, actor, sent.data));
		if ('done' in answer) redirect(303, url.pathname);
		return fail(answer.status, { ...answer.data, added: sent.data });
	}
};
