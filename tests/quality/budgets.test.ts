import { expect, test } from 'vitest';
import { acrossLanguages, budgetLines, budgetsAreHere, leaveOneOut } from './budgets.ts';
import { intoOtherLanguage, leaveCountriesOut } from './strategies.ts';
import { measure, trainBayes } from './bayes.ts';

test.skipIf(!budgetsAreHere)('concepts predict the expert’s strategy of a budget line, with its country left out', async () => {
	const lines = await budgetLines();
	expect(lines).toHaveLength(802);
	expect(leaveOneOut(lines).at(-1)?.accuracy).toBeGreaterThan(0.44);
});

test.skipIf(!budgetsAreHere)('what is learnt in one language holds in the other', async () => {
	const lines = await budgetLines();
	expect(acrossLanguages(lines, 'en').accuracy).toBeGreaterThan(0.38);
	expect(acrossLanguages(lines, 'fr').accuracy).toBeGreaterThan(0.48);
});

test.skipIf(!budgetsAreHere)('the classifier tells more strategies than the concepts alone, with the country left out', async () => {
	expect(leaveCountriesOut(await budgetLines()).at(-1)?.accuracy).toBeGreaterThan(0.56);
});

test.skipIf(!budgetsAreHere)('the classifier trained on one language is of use in the other', async () => {
	const lines = await budgetLines();
	expect(intoOtherLanguage(lines, 'en').accuracy).toBeGreaterThan(0.37);
	expect(intoOtherLanguage(lines, 'fr').accuracy).toBeGreaterThan(0.43);
});

test('accuracy and macro F1 are as defined', () => {
	expect(measure(['a', 'a', 'b', 'b'], ['a', 'b', 'b', 'b'])).toEqual({ accuracy: 0.75, macroF1: (2 / 3 + 0.8) / 2 });
});

test('a Bayes classifier learns what separates', () => {
	const classify = trainBayes([
		{ features: ['x', 'y'], label: 'one' },
		{ features: ['z'], label: 'two' }
	]);
	expect([classify(['x']), classify(['z'])]).toEqual(['one', 'two']);
});
