import { writeFileSync } from 'node:fs';
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
	if (half === 'held back') writeMeasured(tried);
}

/** Prints how well a language is coded by models that have never seen it. */
export function printAcross(): void {
	if (!goldIsHere) return;
	console.log('\n### Tuning half, each language by a model of the others\n');
	printCoders(acrossGoldLanguages());
}

/** Keeps the figures of the held-back half where the page of the machine's quality reads them. */
function writeMeasured(tried: readonly Tried[]): void {
	const rounded = (value: number) => Math.round(value * 100) / 100;
	const rows = [...Map.groupBy(tried, ({ gold }) => gold.language)].map(([language, own]) => ({
		language,
		passages: own.length,
		challenge: rounded(facetF1(own, 'combined', 'challenge')),
		sector: rounded(facetF1(own, 'combined', 'sector')),
		need: rounded(facetF1(own, 'combined', 'need')),
		stance: rounded(stanceF1(own, 'combined')),
		specificity: rounded(withinOnePoint(own, 'combined'))
	}));
	const measured = { date: new Date().toISOString().slice(0, 10), command: 'npm run quality held-back', rows };
	writeFileSync('data/gold/measured.json', `${JSON.stringify(measured, null, '\t')}\n`);
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
