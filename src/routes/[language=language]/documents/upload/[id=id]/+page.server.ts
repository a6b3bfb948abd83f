import { error } from '@sveltejs/kit';
import { listUploads } from '#domain/documents/read.server.ts';
import { readingUploads } from '#domain/documents/uploads.server.ts';
import { isOver } from '#domain/jobs/model.ts';
import { findJob } from '#domain/jobs/read.server.ts';
import { say } from '#i18n/messages.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db }, params: { language, id }, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const job = await orExplain(language, findJob(db, id));
	if (job.kind !== readingUploads) error(404, say(language, 'refused.not-found'));
	return {
		job: { state: job.state, done: job.done, total: job.total, outcome: job.outcome },
		isOver: isOver(job),
		waiting: await listUploads(db, id)
	};
};
