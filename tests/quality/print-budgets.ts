import { acrossLanguages, budgetLines, budgetsAreHere, leaveOneOut } from './budgets.ts';
import { intoOtherLanguage, leaveCountriesOut } from './strategies.ts';
import { printTable, share } from './table.ts';

/** Prints how well the experts' strategy of a budget line is told, country by country: by naive Bayes on concepts, and by the classifier on words too. */
export async function printBudgets(): Promise<void> {
	if (!budgetsAreHere) {
		console.error('The budget lines are not here (../shared/data/nap-budgets.csv): nothing to measure.');
		return;
	}
	const lines = await budgetLines();
	const byClassifier = leaveCountriesOut(lines);
	printTable(
		['Country left out', 'Lines', 'Accuracy, concepts', 'Macro F1', 'Accuracy, classifier', 'Macro F1'],
		leaveOneOut(lines).map(({ country, lines: count, accuracy, macroF1 }, at) => [
			country,
			String(count),
			...[accuracy, macroF1, byClassifier[at]?.accuracy ?? NaN, byClassifier[at]?.macroF1 ?? NaN].map(share)
		])
	);
	console.log('');
	const ways = [
		['en', 'fr'],
		['fr', 'en']
	] as const;
	printTable(
		['Trained on', 'Tried on', 'Accuracy, concepts', 'Macro F1', 'Accuracy, classifier', 'Macro F1'],
		ways.map(([from, to]) => {
			const [concepts, classifier] = [acrossLanguages(lines, from), intoOtherLanguage(lines, from)];
			return [from, to, ...[concepts.accuracy, concepts.macroF1, classifier.accuracy, classifier.macroF1].map(share)];
		})
	);
	console.log(`\nLines in which no concept is found: ${lines.filter(({ features }) => features.length === 0).length} of ${lines.length}.`);
}
