import type { Block } from '../model.ts';
import { afterAnswerWord, asks, isInRussianOrder, readAsked, readPart } from './question-signs.ts';
import type { Asked } from './question-signs.ts';
import { readQuestionTable } from './question-tables.ts';

/** A block and, where it opens a question, what it asks. */
type Reading = { block: Block; asked?: Asked; part?: { letter: string; rest: string }; isSettled: boolean };

/**
 * Keeps question and answer apart in a report that repeats the questions of its format: by their numbers, by words such
 * as “Question” and “Answer”, or by the columns of a table. A text that only numbers its sections is left as it is.
 */
export function markQuestions(blocks: readonly Block[]): Block[] {
	const settled = tablesOf(blocks);
	const isRussianOrder = isInRussianOrder(blocks.filter((one) => one.kind === 'heading').map((one) => one.text));
	const readings = settled.map(({ block, isSettled }): Reading => {
		if (isSettled || block.kind === 'footnote') return { block, isSettled };
		const part = block.text.length < 200 ? readPart(block.text, isRussianOrder) : undefined;
		const read = part === undefined ? readAsked(block.text, block.label) : undefined;
		// A cell that holds 4.5 t is a figure.
		const asked = block.cell !== undefined && read?.isSaid === false && read.rest.length < 20 && !asks(block.text) ? undefined : read;
		return { block, isSettled, ...(asked && { asked }), ...(part && { part }) };
	});
	const isAsked = questionRule(readings);
	if (isAsked === undefined) return readings.map((one) => one.block);
	return assign(readings, isAsked);
}

/** Tables that ask and answer by column are settled first; all others are read on like text. */
function tablesOf(blocks: readonly Block[]): { block: Block; isSettled: boolean }[] {
	const done: { block: Block; isSettled: boolean }[] = [];
	for (let at = 0; at < blocks.length; at++) {
		const block = blocks[at];
		if (block === undefined) break;
		const table = block.cell?.table;
		if (table === undefined) {
			done.push({ block, isSettled: false });
			continue;
		}
		let end = at;
		while (
			end < blocks.length &&
			(blocks[end]?.cell?.table === table || (blocks[end]?.kind === 'footnote' && blocks[end]?.cell === undefined))
		)
			end++;
		const rows = blocks.slice(at, end);
		const cells = rows.flatMap((one) => (one.cell === undefined ? [] : [{ ...one, cell: one.cell }]));
		const read = readQuestionTable(cells);
		done.push(
			...(read === undefined
				? rows.map((one) => ({ block: one, isSettled: false }))
				: [...read, ...rows.filter((one) => one.cell === undefined)].map((one) => ({ block: one, isSettled: true })))
		);
		at = end - 1;
	}
	return done;
}

/** Which of the numbered lines are questions in this text; undefined where none is. */
function questionRule(readings: readonly Reading[]): ((one: Reading) => boolean) | undefined {
	const numbered = readings.filter((one) => one.asked !== undefined);
	const said = numbered.filter((one) => one.asked?.isSaid);
	const asking = numbered.filter((one) => !one.asked?.isSaid && isShort(one) && asks(one.block.text));
	const parts = new Set(readings.flatMap((one) => (one.part === undefined ? [] : [one.part.letter])));
	const isForm =
		said.length + asking.length >= 2 ||
		parts.size >= 3 ||
		readings.filter((one) => one.isSettled && one.block.kind === 'question').length >= 2;
	if (!isForm) return undefined;
	const bare = numbered.filter((one) => !one.asked?.isSaid && isShort(one));
	// Where the writer says “Question 14.3”, a bare 2.1 is a section.
	const areAllQuestions = said.length < 2 && asking.length >= bare.length * 0.5;
	return (one) => {
		if (one.asked === undefined) return false;
		if (one.asked.isSaid) return one.asked.rest !== '' || one.block.text.length < 40;
		return isShort(one) && (asks(one.block.text) ? said.length < 2 || one.block.kind === 'heading' : areAllQuestions);
	};
}

/** A question of the format is at most a few sentences; a numbered paragraph of a text may be long. */
function isShort({ block }: Reading): boolean {
	return block.text.length < 900;
}

type Open = { number: string; level: number; isPart: boolean; answered: boolean; hasText: boolean; waits: boolean };

function assign(readings: readonly Reading[], isAsked: (one: Reading) => boolean): Block[] {
	const done: Block[] = [];
	let open: Open | undefined;
	for (const [at, one] of readings.entries()) {
		const { block } = one;
		if (one.isSettled) {
			open = undefined;
			done.push(block);
		} else if (one.part !== undefined && (block.kind !== 'cell' || asks(block.text))) {
			const { letter, rest } = one.part;
			const speaks = nextSpeaks(readings, at, isAsked);
			open = speaks ? { number: letter, level: 1, isPart: true, answered: false, hasText: true, waits: false } : undefined;
			// “Part C. Comments” is read as it stands; of “Part C. Which challenges…?” the question is what follows.
			done.push(
				open === undefined
					? { ...block, kind: 'heading', level: 1 }
					: { ...block, kind: 'question', question: letter, text: asks(rest) ? rest : block.text }
			);
		} else if (one.asked !== undefined && isAsked(one)) {
			const { number, rest } = one.asked;
			open = {
				number,
				level: block.kind === 'heading' ? (block.level ?? 9) : 10,
				isPart: false,
				answered: false,
				hasText: rest !== '',
				waits: answerIsSaid(readings, at, isAsked)
			};
			// A question written on the line of its number may have its answer on the same line, after the word for it.
			done.push({ ...block, kind: 'question', question: number, text: rest === '' ? block.text : rest });
		} else if (open === undefined) done.push(block);
		else {
			const read = under(open, block);
			if (read === undefined) open = undefined;
			done.push(...(read ?? [block]));
		}
	}
	return done;
}

/** What a block is under an open question; undefined where it ends the question. */
function under(open: Open, block: Block): Block[] | undefined {
	const answer = block.kind === 'footnote' ? undefined : afterAnswerWord(block.text);
	if (answer !== undefined) {
		Object.assign(open, { answered: true, waits: false, hasText: true });
		return answer === '' ? [] : [{ ...block, kind: 'answer', question: open.number, text: answer }];
	}
	if (block.kind === 'footnote') return [{ ...block, question: open.number }];
	if (block.kind === 'heading') {
		const isBelow = (block.level ?? 9) > open.level && (open.answered || open.isPart) && !asks(block.text);
		const isQuestion = !open.answered && (open.waits || ((!open.hasText || open.isPart) && asks(block.text)));
		if (!isBelow && !isQuestion) return undefined;
		open.hasText = true;
		return [{ ...block, question: open.number, ...(isQuestion && { kind: 'question' as const }) }];
	}
	const belongsToQuestion =
		!open.answered &&
		(open.waits ||
			(asks(block.text) && block.text.length < 600) ||
			(!open.hasText && block.text.length < 300 && /[:：]$/.test(block.text)));
	if (belongsToQuestion) {
		open.hasText = true;
		return [{ ...block, kind: 'question', question: open.number }];
	}
	open.answered = true;
	return [{ ...block, kind: 'answer', question: open.number }];
}

/** Whether a word such as “Answer:” comes before the next question, so that all before it is still the question. */
function answerIsSaid(readings: readonly Reading[], from: number, isAsked: (one: Reading) => boolean): boolean {
	for (const one of readings.slice(from + 1, from + 30)) {
		if (one.isSettled || one.part !== undefined || isAsked(one)) return false;
		if (afterAnswerWord(one.block.text) !== undefined) return true;
	}
	return false;
}

/** Whether text, and not a question, follows the heading of a part. */
function nextSpeaks(readings: readonly Reading[], from: number, isAsked: (one: Reading) => boolean): boolean {
	for (const one of readings.slice(from + 1, from + 12)) {
		if (one.isSettled || one.part !== undefined || isAsked(one)) return false;
		if (one.block.kind !== 'heading') return true;
	}
	return false;
}
