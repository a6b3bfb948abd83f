import { fail, redirect } from '@sveltejs/kit';
import { config } from '#config';
import { findRecoding } from '#domain/evidence/recode.server.ts';
import { startAsking, stopAsking } from '#domain/machines/asking.server.ts';
import { mostOfFile, receiveMachine } from '#domain/machines/file.server.ts';
import { asking, jobForm } from '#domain/machines/input.ts';
import { findWork, listMachines } from '#domain/machines/read.server.ts';
import { resumeTraining, stopTraining } from '#domain/machines/train.server.ts';
import { may } from '#domain/rights.ts';
import { orFail } from '#ui/refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor } }) => {
	const mayManage = may(actor, 'manage', { kind: 'machine' });
	return {
		mayManage,
		machines: await listMachines(db),
		work: mayManage ? await findWork(store) : undefined,
		recoding: mayManage ? await findRecoding(store) : undefined,
		model: mayManage ? config.model && { name: config.model.name, takesClosed: config.model.takesClosed } : undefined
	};
};

const incomplete = () => fail(400, { refusal: { code: 'refused.incomplete' as const, slots: {} } });

const jobIn = async (request: Request): Promise<number | undefined> =>
	jobForm.safeParse(Object.fromEntries(await request.formData())).data?.job;

export const actions: Actions = {
	upload: async ({ locals: { store, actor }, request, params: { language } }) => {
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return incomplete();
		if (file.size > mostOfFile)
			return fail(400, { refusal: { code: 'machines.file-too-large' as const, slots: { limit: mostOfFile / 1_000_000 } } });
		const answer = await orFail(receiveMachine(store, actor, await file.bytes()));
		if ('done' in answer) redirect(303, `/${language}/machines/${answer.done}`);
		return answer;
	},
	ask: async ({ locals: { store, actor }, request, params: { language } }) => {
		const sent = asking.safeParse(Object.fromEntries(await request.formData()));
		if (!sent.success) return incomplete();
		const answer = await orFail(startAsking(store, actor, config.model, sent.data.documents));
		if ('done' in answer) redirect(303, `/${language}/machines`);
		return answer;
	},
	'stop-asking': async ({ locals: { store, actor }, request, params: { language } }) => {
		const id = await jobIn(request);
		if (id === undefined) return incomplete();
		const answer = await orFail(stopAsking(store, actor, id));
		if ('done' in answer) redirect(303, `/${language}/machines`);
		return answer;
	},
	stop: async ({ locals: { store, actor }, request, params: { language } }) => {
		const id = await jobIn(request);
		if (id === undefined) return incomplete();
		const answer = await orFail(stopTraining(store, actor, id));
		if ('done' in answer) redirect(303, `/${language}/machines`);
		return answer;
	},
	resume: async ({ locals: { store, actor }, request, params: { language } }) => {
		const id = await jobIn(request);
		if (id === undefined) return incomplete();
		const answer = await orFail(resumeTraining(store, actor, id));
		if ('done' in answer) redirect(303, `/${language}/machines`);
		return answer;
	}
};
