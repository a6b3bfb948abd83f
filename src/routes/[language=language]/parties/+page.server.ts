import { may } from '#domain/rights.ts';
import { orFail } from '#ui/refused.server.ts';
import { partyFilters, textOfList } from '#domain/parties/input.ts';
import { countStandings, listParties } from '#domain/parties/read.server.ts';
import { importStatus } from '#domain/parties/write.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, actor }, params: { language }, url }) => {
	const { after, ...filters } = partyFilters.parse(Object.fromEntries(url.searchParams));
	const page = await listParties(db, language, filters, after);
	const samples = await listParties(db, language, { ...filters, samples: true });
	return {
		...page,
		filters,
		isFirst: after === undefined,
		samples: after === undefined ? samples.parties : [],
		standings: await countStandings(db),
		mayImport: may(actor, 'import', { kind: 'party' })
	};
};

export const actions: Actions = {
	default: async ({ locals: { store, actor }, request }) => {
		const sent = (await request.formData()).get('list');
		return orFail(textOfList(sent).then((list) => importStatus(store, actor, list)));
	}
};
