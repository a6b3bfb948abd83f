import { citedToQuery, parseCited } from '#domain/findings/input.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { countCited, listPassagesOf } from '#domain/findings/passages.server.ts';
import { standingOf } from '#domain/findings/model.ts';
import { countReporting, coverage, defaultSamples } from '#domain/findings/read.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language }, url }) => {
	const { cited, after } = parseCited(url.searchParams, await defaultSamples(db));
	return {
		cited,
		after,
		query: citedToQuery(cited),
		count: await countCited(db, cited),
		of: await countReporting(db, cited),
		...(await listPassagesOf(db, cited, after)),
		standing: standingOf(cited.basis, await coverage(db, cited)),
		labels: await keyLabels(db, language),
		partyNames: await partyNames(db, language),
		showsSamples: cited.samples
	};
};
