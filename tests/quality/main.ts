import { printBudgets } from './print-budgets.ts';
import { printAcross, printLearning } from './print-learning.ts';

/** Prints the tables of docs/coding.md; with names, only those parts. The held-back half is looked at, and languages are tried on each other, only when asked for by name. */
const parts: Record<string, () => void | Promise<void>> = {
	budgets: printBudgets,
	learning: () => printLearning('tuning'),
	across: printAcross,
	'held-back': () => printLearning('held back')
};
const wanted = process.argv.slice(2);
for (const [name, print] of Object.entries(parts))
	if (wanted.includes(name) || (wanted.length === 0 && name !== 'held-back' && name !== 'across')) await print();
