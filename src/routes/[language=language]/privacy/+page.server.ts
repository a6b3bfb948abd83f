import { personalFields, purposes } from '#domain/people/purposes.ts';
import { backupDays, noticeDays, retained, retention } from '#domain/people/retention.ts';
import { lastRetention, listRetention } from '#domain/people/retention.server.ts';
import { may } from '#domain/rights.ts';
import type { PageServerLoad } from './$types';

const latestRuns = 14;

export const load: PageServerLoad = async ({ locals: { store, actor } }) => ({
	fields: personalFields.map((field) => {
		const { basis, seenBy, kept } = purposes[field];
		return { field, basis, seenBy, kept: kept.map((how) => ({ how, days: days(how) })) };
	}),
	rules: retained.map((rule) => ({ rule, days: retention[rule] })),
	backupDays,
	noticeDays,
	last: await lastRetention(store),
	runs: may(actor, 'read', { kind: 'history' }) ? await listRetention(store, latestRuns) : undefined
});

const days = (how: string): number | undefined => retained.flatMap((rule) => (rule === how ? [retention[rule]] : []))[0];
