import { fail, redirect } from '@sveltejs/kit';
import { memoPanel } from '#domain/coding/memo-file.server.ts';
import { findDocument, listPassages, listVersions } from '#domain/documents/read.server.ts';
import { discloses, listDisclosures } from '#domain/documents/disclosure.server.ts';
import { review, stepForm } from '#domain/evidence/input.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { nextProposal, placeOf } from '#domain/evidence/queue.server.ts';
import { countEvidence, listEvidence, listSpecificity } from '#domain/evidence/read.server.ts';
import { steps } from '#domain/evidence/model.ts';
import { furtherThan, standingOf } from '#domain/evidence/standing.server.ts';
import { takeStep } from '#domain/evidence/state.server.ts';
import { reviewEvidence } from '#domain/evidence/write.server.ts';
import { listMarks, standingOf as standingWithParty } from '#domain/replies/marks.server.ts';
import { subjectOf } from '#domain/replies/object.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { may } from '#domain/rights.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 40;

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const document = await orExplain(language, findDocument(db, id, language));
	const after = Number(url.searchParams.get('after') ?? -1);
	const passages = await listPassages(db, id, Number.isInteger(after) && Math.abs(after) < 2 ** 31 ? after : -1, perPage + 1);
	const shown = passages.slice(0, perPage);
	const ids = shown.map((passage) => passage.id);
	const [evidence, specificity, counts, labels, versions] = await Promise.all([
		listEvidence(db, ids),
		listSpecificity(db, ids),
		countEvidence(db, id),
		listLabels(db, language),
		listVersions(db, id)
	]);
	const panel = await memoPanel(db, actor, { documentId: id });
	const quoted = panel.memos.flatMap(({ passageId }) => passageId ?? []);
	await discloses(store, actor, 'document', { named: [id], passages: [...new Set([...ids, ...quoted])] });
	const standing = await standingOf(db, actor, document);
	const done = stepForm.shape.step.safeParse(url.searchParams.get('done')).data;
	return {
		...standing,
		done: done && (steps[done].to ?? document.state) === document.state ? done : undefined,
		disclosures: actor.offices.length > 0 ? await listDisclosures(db, id, language) : [],
		document,
		passages: shown.map((passage) => ({ ...passage, closedFurther: furtherThan(document, passage.closedTo) })),
		evidence,
		specificity,
		counts,
		labels,
		versions,
		marks: Map.groupBy(await listMarks(db, ids), ({ passageId }) => passageId),
		heard: document.party !== null && document.state === 'published' ? await standingWithParty(db, id) : undefined,
		mayAsk: document.party !== null && may(actor, 'ask', subjectOf(document.party)),
		nextAfter: passages.length > perPage ? shown.at(-1)?.position : undefined,
		isFirst: !url.searchParams.has('after'),
		mayChange: may(actor, 'change', { ...document, kind: 'document' }),
		mayReview: may(actor, 'review', { ...document, kind: 'document' }),
		panel,
		reviewer: actor.key,
		showsSamples: document.isSample
	};
};

export const actions: Actions = {
	step: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const sent = stepForm.safeParse(Object.fromEntries(await request.formData()));
		if (!sent.success) return fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });
		const answer = await orFail(takeStep(store, actor, id, sent.data));
		if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent: sent.data });
		redirect(303, `/${language}/documents/${id}?done=${sent.data.step}#state`);
	},
	review: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const [verdict, evidenceId] = String((await request.formData()).get('settle')).split(' ');
		const sent = review.safeParse({ verdict, evidenceId });
		if (!sent.success) return fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });
		const answer = await orFail(reviewEvidence(store, actor, sent.data));
		if (!('done' in answer)) return answer;
		const place = await placeOf(store, sent.data.evidenceId);
		const next = place && (await nextProposal(store, id, place.position, place.startAt));
		const here = next ?? { position: place?.position ?? 0, id: sent.data.evidenceId };
		const first = Math.max(0, here.position - (here.position % perPage)) - 1;
		redirect(303, `/${language}/documents/${id}${first > 0 ? `?after=${first}` : ''}#e${here.id}`);
	}
};
