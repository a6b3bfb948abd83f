import { benchCoding } from './coding.ts';
import { benchIngest } from './ingest.ts';
import { benchLearning } from './learning.ts';
import { benchLoad } from './load.ts';
import { benchPages } from './pages.ts';
import { benchReview } from './review.ts';

/** Runs the benches named on the command line, or all. Figures are ratios of one run on one machine; there is no pass or fail. */
const benches: Record<string, () => void | Promise<void>> = {
	coding: benchCoding,
	ingest: benchIngest,
	learning: benchLearning,
	pages: benchPages,
	load: benchLoad,
	review: benchReview
};
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	console.log(`\n## ${name}\n`);
	await bench();
}
