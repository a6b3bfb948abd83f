import { acrossLanguages, budgetLines, budgetsAreHere, leaveOneOut } from './budgets.ts';

/** Prints the tables of docs/coding.md. */
const share = (value: number) => value.toFixed(2).replace(/^0/, '');

if (!budgetsAreHere) {
	console.error('The budget lines are not here (../shared/data/nap-budgets.csv): nothing to measure.');
} else {
	const lines = await budgetLines();
	console.log('| Country left out | Lines | Accuracy | Macro F1 |\n|---|---:|---:|---:|');
	for (const { country, lines: count, accuracy, macroF1 } of leaveOneOut(lines))
		console.log(`| ${country} | ${count} | ${share(accuracy)} | ${share(macroF1)} |`);
	console.log('\n| Trained on | Tried on | Accuracy | Macro F1 |\n|---|---|---:|---:|');
	for (const [from, to] of [
		['en', 'fr'],
		['fr', 'en']
	] as const) {
		const { accuracy, macroF1 } = acrossLanguages(lines, from);
		console.log(`| ${from} | ${to} | ${share(accuracy)} | ${share(macroF1)} |`);
	}
	console.log(`\nLines in which no concept is found: ${lines.filter(({ features }) => features.length === 0).length} of ${lines.length}.`);
}
