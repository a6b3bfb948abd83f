import { redirect } from '@sveltejs/kit';
import { wilson } from '#domain/agreement/proportion.ts';
import { memoPanel } from '#domain/coding/memo-file.server.ts';
import { auditFound, managesCoding, progressFor } from '#domain/coding/overview.server.ts';
import { closeProject, passOn, setBlind } from '#domain/coding/project.server.ts';
import { findProject, listPossibleCoders, listStrata } from '#domain/coding/read.server.ts';
import { besideOne } from '#domain/coding/strata.ts';
import { findCodebook } from '#domain/concepts/read.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { reason } from '#domain/offices/input.ts';
import { parsed } from '#domain/parsed.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import { recordNumber, sentText } from '#ui/sent.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, project: id }, url }) => {
	const project = await orExplain(language, findProject(db, id));
	const manages = managesCoding(actor);
	const [strata, { progress, coders }, audit, codebook, possible, memos, labels] = await Promise.all([
		listStrata(db, id),
		progressFor(db, store, actor, id),
		auditFound(db, id, project.schemes),
		findCodebook(db),
		manages ? listPossibleCoders(db) : [],
		memoPanel(db, actor, { projectId: id }),
		listLabels(db, language)
	]);
	const passed = url.searchParams.get('passed');
	return {
		...{ project, manages, progress, coders, memos, labels },
		strata: besideOne(strata),
		version: codebook.version,
		own: coders.find(({ personId }) => personId === actor.personId),
		audit: audit.map((row) => ({ ...row, interval: wilson(row.found, row.read) })),
		possible: [...new Map(possible.map(({ id: personId, name }) => [personId, name]))].map(([personId, name]) => ({ personId, name })),
		passed: passed !== null && /^\d{1,6}$/.test(passed) ? Number(passed) : undefined,
		showsSamples: project.draw.samples
	};
};

/** Carries out what a form of the page asks, and shows the project again. */
async function change(event: RequestEvent, work: (sent: Record<string, string>) => Promise<string>) {
	const answer = await orFail(work(await sentText(event.request)));
	if (!('done' in answer)) return answer;
	redirect(303, `/${event.params.language}/coding/${event.params.project}${answer.done}`);
}

export const actions: Actions = {
	passOn: (event) =>
		change(event, async ({ from, to, why }) => {
			const { store, actor } = event.locals;
			const people = { from: parsed(recordNumber, from), to: parsed(recordNumber, to) };
			return `?passed=${await passOn(store, actor, event.params.project, people.from, people.to, parsed(reason, why))}`;
		}),
	blind: (event) =>
		change(event, async ({ blind, why }) => {
			await setBlind(event.locals.store, event.locals.actor, event.params.project, blind === 'yes', parsed(reason, why));
			return '';
		}),
	close: (event) =>
		change(event, async ({ why }) => {
			await closeProject(event.locals.store, event.locals.actor, event.params.project, parsed(reason, why));
			return '';
		})
};
