import { fail, redirect } from '@sveltejs/kit';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import { seenForm } from '#domain/machines/input.ts';
import { countSaid, findMachine, findWork, listMachines } from '#domain/machines/read.server.ts';
import { startRunning } from '#domain/machines/run.server.ts';
import { retireMachine, useMachine } from '#domain/machines/write.server.ts';
import { may } from '#domain/rights.ts';
import { isLanguage } from '#text/languages.ts';
import { orExplain, orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const machine = await orExplain(language, findMachine(db, id));
	const asked = url.searchParams.get('in');
	const mayManage = may(actor, 'manage', { kind: 'machine' });
	const [said, labels, machines] = await Promise.all([countSaid(db, id), conceptLabels(db, language), listMachines(db)]);
	return {
		...{ machine, said, labels, mayManage, shownIn: isLanguage(asked) ? asked : language },
		others: machines.filter((one) => one.id !== id).map(({ id: own, name, kind }) => ({ id: own, name, kind })),
		isAnyInUse: machines.some(({ kind, state }) => kind === 'classifier' && state === 'in-use'),
		running: mayManage ? (await findWork(store)).running : undefined
	};
};

const seenIn = async (request: Request) => seenForm.safeParse(Object.fromEntries(await request.formData())).data?.seen;
const incomplete = () => fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });

export const actions: Actions = {
	use: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const seen = await seenIn(request);
		if (seen === undefined) return incomplete();
		const answer = await orFail(useMachine(store, actor, id, seen));
		if ('done' in answer) redirect(303, `/${language}/machines/${id}`);
		return answer;
	},
	retire: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const seen = await seenIn(request);
		if (seen === undefined) return incomplete();
		const answer = await orFail(retireMachine(store, actor, id, seen));
		if ('done' in answer) redirect(303, `/${language}/machines/${id}`);
		return answer;
	},
	run: async ({ locals: { store, actor }, request, params: { language, id } }) => {
		const seen = await seenIn(request);
		if (seen === undefined) return incomplete();
		const answer = await orFail(startRunning(store, actor, id));
		if ('done' in answer) redirect(303, `/${language}/machines/${id}`);
		return answer;
	}
};
