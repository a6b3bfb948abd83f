import { parentPort, workerData } from 'node:worker_threads';
import { learnAll, measureFold, prepare } from './learning.ts';
import type { Plan } from './learning.ts';
import { learntWords } from './learnt-words.ts';
import type { LearntWords, Measures } from './model.ts';
import { pack } from './pack.server.ts';
import type { Packed } from './pack.server.ts';

/** What a thread that trains is given: the plan, and which folds were measured before it was stopped. */
export type Asked = Plan & { measured: readonly number[] };
export type Told =
	| { kind: 'read'; folds: number }
	| { kind: 'fold'; fold: number; measures: Measures }
	| { kind: 'made'; packed: Packed; words: LearntWords };

if (parentPort !== null) {
	const tell = (told: Told) => parentPort?.postMessage(told);
	// The cast: whoever starts this thread sends nothing else.
	const asked = workerData as Asked;
	const prepared = prepare(asked);
	tell({ kind: 'read', folds: prepared.folds });
	for (let fold = 0; fold < prepared.folds && prepared.folds > 1; fold++)
		if (!asked.measured.includes(fold)) tell({ kind: 'fold', fold, measures: measureFold(prepared, fold) });
	const learnt = learnAll(prepared);
	const words = learntWords(
		learnt,
		prepared.lessons.values().map((lesson) => prepared.readingOf(lesson))
	);
	tell({ kind: 'made', packed: pack(learnt), words });
}
