import { error } from '@sveltejs/kit';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { countClosed } from '#domain/findings/closed.server.ts';
import { citedToQuery } from '#domain/findings/input.ts';
import { listDocumentsOf, saidByParty } from '#domain/findings/party.server.ts';
import { findParty } from '#domain/parties/read.server.ts';
import { isConcerned } from '#domain/replies/model.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, iso3 } }) => {
	if (iso3.includes('\0')) error(404);
	const party = await orExplain(language, findParty(db, iso3, language));
	const { passages, schemes, specificity } = await saidByParty(db, iso3, party.isSample);
	const labels = await conceptLabels(db, language);
	const filters = { basis: 'proposed' as const, samples: party.isSample, party: iso3 };
	const address = (conceptId: string) => citedToQuery({ ...filters, conceptId });
	const documents = await listDocumentsOf(db, iso3);
	await discloses(store, actor, 'list', { named: documents.map(({ id }) => id) });
	return {
		party,
		documents,
		closed: await countClosed(db, store, actor, { way: 'figures', filters }),
		schemes: schemes.map(({ scheme, concepts }) => ({
			scheme,
			rows: concepts.map(({ conceptId, passages: count, reviewed }) => ({
				key: conceptId,
				label: labels.get(conceptId) ?? conceptId,
				href: `/${language}/findings/passages?${address(conceptId)}`,
				count,
				reviewed,
				of: passages
			}))
		})),
		passages,
		specificity,
		seesCoding: isConcerned(actor, iso3),
		showsSamples: party.isSample
	};
};
