import { redirect } from '@sveltejs/kit';
import { listPartyNames } from '#domain/documents/read.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { platform } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { may } from '#domain/rights.ts';
import { parseChoices } from '#domain/exchange/input.ts';
import { previewSent } from '#domain/exchange/preview.server.ts';
import { dropSent, importSent } from '#domain/exchange/sent.server.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const asked = Promise.try(() => previewSent(store, actor, id, parseChoices(url.searchParams), language));
	return {
		...(await orExplain(language, asked)),
		chosen: Object.fromEntries(url.searchParams),
		...offered(actor, await listPartyNames(db, language))
	};
};

/** The Parties of which the actor may add documents, and whether also such of none. */
function offered(actor: Actor, parties: Awaited<ReturnType<typeof listPartyNames>>) {
	if (may(actor, 'add', { kind: 'document', state: 'published', party: null, organisationId: null })) return { parties, offersNone: true };
	const own = new Set(actor.offices.map(({ party }) => party));
	return { parties: parties.filter(({ iso3 }) => own.has(iso3)), offersNone: actor.offices.some(({ party }) => party === null) };
}

export const actions: Actions = {
	confirm: async ({ locals: { store, actor }, request, params: { id, language } }) => {
		const form = await request.formData();
		const work = Promise.try(async () => {
			const machine = await machineOf(store);
			return importSent(store, actor, id, parseChoices(form), (tx, documentId) => codeDocument(tx, platform, machine, documentId));
		});
		const answer = await orFail(work);
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/exchange/import/${id}`);
	},
	drop: async ({ locals: { store, actor }, params: { id, language } }) => {
		const answer = await orFail(dropSent(store, actor, id));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/exchange/import/${id}`);
	}
};
