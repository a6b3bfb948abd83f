import { error } from '@sveltejs/kit';
import { findCodebook, findConcept } from '#domain/concepts/read.server.ts';
import { countClosed } from '#domain/findings/closed.server.ts';
import { countConcept } from '#domain/findings/concept.server.ts';
import { citedToQuery } from '#domain/findings/input.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, scheme, name } }) => {
	if (`${scheme}${name}`.includes('\0')) error(404);
	const conceptId = `${scheme}/${name}`;
	const concept = await orExplain(language, findConcept(db, conceptId, language));
	const counted = async (samples: boolean) => ({
		samples,
		...(await countConcept(db, conceptId, samples)),
		closed: await countClosed(db, store, actor, { way: 'figures', filters: { basis: 'proposed', samples } }),
		href: `/${language}/findings/passages?${citedToQuery({ basis: 'proposed', samples, conceptId })}`
	});
	return { concept, version: (await findCodebook(db)).version, counts: [await counted(false), await counted(true)] };
};
