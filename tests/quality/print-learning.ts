import { goldIsHere } from './gold.ts';
import {
	acrossGoldLanguages,
	calibrationOf,
	codeF1,
	coders,
	crossValidate,
	facetF1,
	stanceF1,
	tryHeldBack,
	withinOnePoint
} from './learning.ts';
import type { Tried } from './learning.ts';
import { printTable, share } from './table.ts';

/** Prints how well the rules, the classifier and the two together do on the gold set, language by language. */
export function printLearning(half: 'tuning' | 'held back'): void {
	if (!goldIsHere) {
		console.error('The gold set is not here (data/gold): nothing to measure.');
		return;
	}
	const tried = half === 'tuning' ? crossValidate() : tryHeldBack();
	console.log(half === 'tuning' ? '\n### Tuning half, each passage by a model that has not seen it\n' : '\n### Held-back half\n');
	printCoders(tried);
	console.log(`\nCalibration error of all labels: ${calibrationOf(tried).toFixed(3)}. Passages: ${tried.length}.`);
	if (half === 'held back') return;
	console.log('\n### Tuning half, each language by a model of the others\n');
	printCoders(acrossGoldLanguages());
}

function printCoders(tried: readonly Tried[]): void {
	const languages = [...new Set(tried.map(({ gold }) => gold.language))];
	const rows = [...languages, 'all'].flatMap((language) => {
		const own = tried.filter(({ gold }) => language === 'all' || gold.language === language);
		return coders.map((coder) => [
			language,
			String(own.length),
			coder,
			...['challenge', 'sector', 'need', 'plan', 'enabler'].map((facet) => share(facetF1(own, coder, facet))),
			...(coder === 'words and letters' ? ['', ''] : [share(stanceF1(own, coder)), share(codeF1(own, coder))]),
			share(facetF1(own, coder, 'particular')),
			share(withinOnePoint(own, coder))
		]);
	});
	printTable(
		[
			'Language',
			'Passages',
			'Coder',
			'Challenge',
			'Sector',
			'Need',
			'Plan',
			'Enabler',
			'Stance',
			'Stance and concept',
			'Particulars',
			'Specificity ±1'
		],
		rows
	);
}
