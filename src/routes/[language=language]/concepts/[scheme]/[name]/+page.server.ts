import { memoPanel } from '#domain/coding/memo-file.server.ts';
import { listDrafts, listVersionsOf } from '#domain/concepts/history.server.ts';
import { countOpenQuestions } from '#domain/concepts/discussion.server.ts';
import { findCodebook, findConcept } from '#domain/concepts/read.server.ts';
import { countFlags } from '#domain/evidence/flags.server.ts';
import { countClosed } from '#domain/findings/closed.server.ts';
import { countConcept } from '#domain/findings/concept.server.ts';
import { citedToQuery } from '#domain/findings/input.ts';
import { may } from '#domain/rights.ts';
import { orExplain } from '#ui/refused.server.ts';
import { conceptOf } from '../../concept-of.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, scheme, name } }) => {
	const conceptId = conceptOf({ scheme, name });
	const concept = await orExplain(language, findConcept(db, conceptId, language));
	const counted = async (samples: boolean) => ({
		samples,
		...(await countConcept(db, conceptId, samples)),
		closed: await countClosed(db, store, actor, { way: 'figures', filters: { basis: 'proposed', samples } }),
		href: `/${language}/findings/passages?${citedToQuery({ basis: 'proposed', samples, conceptId })}`
	});
	const mayChange = may(actor, 'change', { kind: 'codebook' });
	return {
		concept,
		panel: await memoPanel(db, actor, { conceptId }),
		version: (await findCodebook(db)).version,
		counts: [await counted(false), await counted(true)],
		versions: await listVersionsOf(db, conceptId),
		mayChange,
		drafts: mayChange ? await listDrafts(db, conceptId) : [],
		flags: concept.retired === undefined ? 0 : ((await countFlags(db)).get(conceptId) ?? 0),
		openQuestions: await countOpenQuestions(store, actor, conceptId)
	};
};
