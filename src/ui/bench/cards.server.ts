import type { Actor } from '#domain/actor.ts';
import { benchPassage } from '#domain/coding/bench.server.ts';
import { listMemos } from '#domain/coding/memo.server.ts';
import { listOwnStates } from '#domain/coding/own-task.server.ts';
import type { Queued } from '#domain/coding/queue.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import type { Specificity } from '#text/particulars.ts';
import type { Language } from '#text/languages.ts';
import { piecesOnBench } from './pieces.ts';

type Db = App.Locals['db'];

export type Reading = { db: Db; store: Db; actor: Actor };
export type AskedOf = { id: number; schemes: readonly string[]; showsProposals: boolean };

/** Everything that the bench shows of some passages, in their order; what of it is closed is written down as shown. */
export async function cardsFor({ db, store, actor }: Reading, language: Language, queued: readonly Queued[], project?: AskedOf) {
	const names = await partyNames(db, language);
	const taskIds = queued.flatMap(({ taskId }) => taskId ?? []);
	const own = new Map((await listOwnStates(db, actor, taskIds)).map((one) => [one.id, one]));
	const cards = await Promise.all(
		queued.map(async ({ passageId, taskId, byChance }) => {
			const task = taskId === null || project === undefined ? undefined : { ...project, id: taskId };
			const [shown, memos] = await Promise.all([benchPassage(db, passageId, task), listMemos(db, { passageId })]);
			const said = taskId === null ? undefined : own.get(taskId);
			// The cast: the column is written only by coding, in this shape.
			const given = (said?.particulars ?? shown.specificity) as Omit<Specificity, 'score'> | null | undefined;
			const machineSays = task?.showsProposals !== false && shown.passage.language !== null ? shown.specificity !== undefined : undefined;
			return {
				...{ passage: shown.passage, before: shown.before, after: shown.after, memos, byChance, taskId },
				...{ pieces: piecesOnBench(shown, actor.key), particulars: given ?? undefined, states: said?.states ?? machineSays },
				partyName: names.get(shown.passage.party ?? '') ?? shown.passage.party,
				isDone: taskId === null ? shown.passage.reviewedAt !== null : said?.state === 'done'
			};
		})
	);
	await discloses(store, actor, 'passage', {
		named: [...new Set(cards.map(({ passage }) => passage.documentId))],
		passages: cards.flatMap(({ passage, before, after }) => [...before, passage, ...after].map(({ id }) => id))
	});
	return cards;
}
export type BenchCard = Awaited<ReturnType<typeof cardsFor>>[number];
