import { estimateConcepts, estimateTable } from '#domain/findings/estimates.server.ts';
import { countHeard } from '#domain/findings/heard.server.ts';
import { listPartiesOf } from '#domain/findings/passages.server.ts';
import { countConcepts, coverage, crossTable, genericShare } from '#domain/findings/read.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import { world } from '#ui/world.server.ts';
import { askedPage } from './asked.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language }, url }) => {
	const asked = await askedPage(locals, language, url);
	const challenges = await countConcepts(locals.db, 'challenge', asked.filters);
	const chosen = url.searchParams.get('challenge') ?? '';
	const mapped = asked.labels.has(chosen) && chosen.startsWith('challenge/') ? chosen : (challenges[0]?.conceptId ?? 'challenge/finance');
	return {
		...asked,
		challenges,
		accurate: await estimateConcepts(locals.db, locals.store, 'challenge', asked.filters),
		accurateTable: await estimateTable(locals.db, locals.store, 'sector', 'challenge', asked.filters),
		mapped,
		coverage: await coverage(locals.db, asked.filters),
		heard: await countHeard(locals.db, asked.filters),
		table: await crossTable(locals.db, 'sector', 'challenge', asked.filters),
		genericByLanguage: await genericShare(locals.db, 'language', asked.filters),
		genericByRegion: await genericShare(locals.db, 'region', asked.filters),
		naming: await listPartiesOf(locals.db, mapped, asked.filters),
		partyNames: await partyNames(locals.db, language),
		world: world()
	};
};
