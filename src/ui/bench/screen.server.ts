import { findOwnTask, ownProgress } from '#domain/coding/own-task.server.ts';
import { queueChoices, readWithinHour } from '#domain/coding/bench-choices.server.ts';
import { filtersOf } from '#domain/coding/queue-filters.ts';
import { nextInQueue, nextTasks, queueProgress } from '#domain/coding/queue.server.ts';
import type { Queued } from '#domain/coding/queue.server.ts';
import { findProject } from '#domain/coding/read.server.ts';
import { listLabels } from '#domain/evidence/labels.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { may, mayReviewSome } from '#domain/rights.ts';
import type { Language } from '#text/languages.ts';
import { undoIn } from './address.ts';
import { cardsFor } from './cards.server.ts';

/** How many passages a script asks for at a time. */
const mostAhead = 10;

/** Refuses whoever has no documents to review. */
function mustReviewSome({ actor }: App.Locals): void {
	if (!mayReviewSome(actor)) throw new Refusal('refused.not-allowed');
}

/** The passage that an address asks for, where it asks for one. */
function askedIn(search: URLSearchParams): { passageId: number; byChance: boolean } | undefined {
	const passageId = Number(search.get('passage'));
	const isNumber = Number.isInteger(passageId) && passageId > 0 && passageId < 2 ** 31;
	return isNumber ? { passageId, byChance: search.get('chance') === 'yes' } : undefined;
}

/** What comes next: the passage that is asked for, else the first of the queue that are not named as known already. */
async function queued({ db, actor }: App.Locals, search: URLSearchParams, most: number, projectId?: number): Promise<Queued[]> {
	const asked = askedIn(search);
	if (asked !== undefined && projectId !== undefined) {
		const { id, passageId, documentId } = await findOwnTask(db, actor, projectId, asked.passageId);
		return [{ taskId: id, passageId, documentId, byChance: false }];
	}
	if (asked !== undefined) return [{ ...asked, documentId: 0, taskId: null }];
	const known = new Set((search.get('without') ?? '').split('.').map(Number).slice(0, 200));
	const next =
		projectId === undefined
			? nextInQueue(db, actor, filtersOf(search), most + known.size)
			: nextTasks(db, actor, projectId, most + known.size);
	return (await next).filter(({ passageId }) => !known.has(passageId)).slice(0, most);
}

async function progress({ db, actor }: App.Locals, search: URLSearchParams, projectId?: number) {
	const [counts, withinHour] = await Promise.all([
		projectId === undefined ? queueProgress(db, actor, filtersOf(search)) : ownProgress(db, actor, projectId),
		readWithinHour(db, actor, projectId)
	]);
	return { ...counts, withinHour };
}
export type BenchProgress = Awaited<ReturnType<typeof progress>>;

/** What both ways to use the bench show: one passage, how far one is, and what can be taken back. */
async function screen(locals: App.Locals, language: Language, url: URL, project?: Awaited<ReturnType<typeof findProject>>) {
	const next = await queued(locals, url.searchParams, 1, project?.id);
	const [cards, labels, counts] = await Promise.all([
		cardsFor(locals, language, next, project),
		listLabels(locals.db, language),
		progress(locals, url.searchParams, project?.id)
	]);
	const [office] = locals.actor.offices;
	const owner = { party: office?.party ?? null, organisationId: office?.organisationId ?? null };
	return {
		...{ card: cards[0], progress: counts, me: locals.actor.key, labels },
		mayWrite: may(locals.actor, 'write', { kind: 'memo', ...owner }),
		undo: undoIn(url.searchParams),
		done: url.searchParams.get('done') ?? undefined,
		showsSamples: cards[0]?.passage.isSample ?? false
	};
}

/** The bench on the common queue. */
export async function queueScreen(locals: App.Locals, language: Language, url: URL) {
	mustReviewSome(locals);
	const filters = filtersOf(url.searchParams);
	const [shown, choices, names] = await Promise.all([
		screen(locals, language, url),
		queueChoices(locals.db, filters.samples, filters.documentId),
		partyNames(locals.db, language)
	]);
	return { ...shown, filters, choices, names };
}

/** The bench on the reader's own tasks of a coding project. */
export async function taskScreen(locals: App.Locals, language: Language, url: URL, projectId: number) {
	const project = await findProject(locals.db, projectId);
	const { id, title, schemes, blind, showsProposals, closedAt } = project;
	return {
		...(await screen(locals, language, url, project)),
		project: { id, title, language: project.language, schemes, blind, showsProposals, closedAt }
	};
}

/** What a script asks for ahead: the next passages, or one by its number, with how far one is. */
export async function ahead(locals: App.Locals, language: Language, url: URL, projectId?: number) {
	if (projectId === undefined) mustReviewSome(locals);
	const project = projectId === undefined ? undefined : await findProject(locals.db, projectId);
	const next = await queued(locals, url.searchParams, mostAhead, projectId);
	const [cards, labels, counts] = await Promise.all([
		cardsFor(locals, language, next, project),
		listLabels(locals.db, language),
		progress(locals, url.searchParams, projectId)
	]);
	return { cards, labels, progress: counts, me: locals.actor.key };
}
