import { error, redirect } from '@sveltejs/kit';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { citedToQuery } from '#domain/findings/input.ts';
import { saidByParty } from '#domain/findings/party.server.ts';
import { findParty } from '#domain/parties/read.server.ts';
import { countCoding, listCodedDocuments, listCoding, mustBeConcerned } from '#domain/replies/coding.server.ts';
import { codingFilters } from '#domain/replies/input.ts';
import { subjectOf } from '#domain/replies/object.server.ts';
import { agree } from '#domain/replies/period.server.ts';
import { may } from '#domain/rights.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, iso3 }, url }) => {
	if (iso3.includes('\0')) error(404);
	const party = await orExplain(language, findParty(db, iso3, language));
	await orExplain(
		language,
		(async () => {
			mustBeConcerned(actor, iso3);
		})()
	);
	const filters = codingFilters.parse(Object.fromEntries(url.searchParams));
	const [page, documents, said, labels] = await Promise.all([
		listCoding(db, iso3, filters),
		listCodedDocuments(db, iso3),
		saidByParty(db, iso3, party.isSample),
		conceptLabels(db, language)
	]);
	const passages = page.passages.map(({ id }) => id);
	await discloses(store, actor, 'list', { named: documents.map(({ id }) => id), passages });
	const asked = { basis: 'proposed' as const, samples: party.isSample, party: iso3 };
	return {
		...page,
		party,
		filters,
		documents,
		labels,
		total: await countCoding(db, iso3, filters),
		figures: said.schemes.map(({ scheme, concepts }) => ({
			scheme,
			concepts: concepts.map((one) => ({ ...one, query: citedToQuery({ ...asked, conceptId: one.conceptId }) }))
		})),
		mayObject: may(actor, 'object', subjectOf(iso3)),
		maySpeak: may(actor, 'speak', subjectOf(iso3)),
		hasAgreed: url.searchParams.has('agreed'),
		showsSamples: party.isSample
	};
};

export const actions: Actions = {
	agree: async ({ locals: { store, actor }, request, params: { language, iso3 } }) => {
		const documentId = Number((await request.formData()).get('document'));
		const answer = await orFail(agree(store, actor, Number.isSafeInteger(documentId) && documentId < 2 ** 31 ? documentId : 0));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/parties/${encodeURIComponent(iso3)}/coding?agreed`);
	}
};
