import { listOverview, managesCoding } from '#domain/coding/overview.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor } }) => ({
	projects: await listOverview(db, store, actor),
	manages: managesCoding(actor)
});
