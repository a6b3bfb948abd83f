import { discloses } from '#domain/documents/disclosure.server.ts';
import { countClosed } from '#domain/findings/closed.server.ts';
import { estimateCited } from '#domain/findings/estimates.server.ts';
import { citedToQuery, parseCited } from '#domain/findings/input.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { countCited, listPassagesOf } from '#domain/findings/passages.server.ts';
import { standingOf } from '#domain/findings/model.ts';
import type { Cited } from '#domain/findings/model.ts';
import { countReporting, coverage, defaultSamples } from '#domain/findings/read.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import { listMarks } from '#domain/replies/marks.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const { cited, after } = parseCited(url.searchParams, await defaultSamples(db));
	const page = await listPassagesOf(db, cited, after);
	const passages = page.passages.map(({ passageId }) => passageId);
	await discloses(store, actor, 'list', { named: page.passages.map(({ documentId }) => documentId), passages });
	return {
		cited,
		after,
		query: citedToQuery(cited),
		count: await countCited(db, cited),
		accurate: await accurateOf(db, store, cited),
		of: await countReporting(db, cited),
		...page,
		marks: Map.groupBy(await listMarks(db, passages), ({ passageId }) => passageId),
		closed: await countClosed(db, store, actor, { way: 'figures', filters: cited }),
		standing: standingOf(cited.basis, await coverage(db, cited)),
		labels: await keyLabels(db, language),
		partyNames: await partyNames(db, language),
		showsSamples: cited.samples
	};
};

/** How accurate the count is: said of concepts as the findings count them, not of a single stance or of statements. */
async function accurateOf(
	db: App.Locals['db'],
	store: App.Locals['store'],
	{ conceptId, withConceptId, stance, scheme, statements, ...filters }: Cited
) {
	if (conceptId === undefined || stance !== undefined || scheme !== undefined || statements !== undefined) return undefined;
	return estimateCited(db, store, withConceptId === undefined ? [conceptId] : [conceptId, withConceptId], filters);
}
