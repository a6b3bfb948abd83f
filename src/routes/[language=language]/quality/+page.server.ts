import { config } from '#config';
import { fewest } from '#domain/agreement/accuracy.ts';
import { readGold } from '#domain/agreement/gold.server.ts';
import { askedQuality } from './measured.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language }, url }) => {
	const { samples, measuredIn, quality, labels } = await askedQuality(locals, language, url);
	const spoken = quality.samples.map((one) => one.language);
	const own = spoken.includes(language) ? language : spoken[0];
	const chosen = measuredIn !== undefined && spoken.includes(measuredIn) ? measuredIn : own;
	return {
		...{ samples, labels, chosen, fewest },
		...{ measuredOn: quality.samples, waiting: quality.waiting, coders: quality.coders },
		concepts: quality.concepts.filter((one) => one.language === chosen),
		gold: readGold(config.facts),
		showsSamples: samples
	};
};
