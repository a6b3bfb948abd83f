import { error } from '@sveltejs/kit';
import { pieces } from '#domain/mail/model.ts';
import { listMail, mayReadMail } from '#domain/mail/read.server.ts';
import { say } from '#i18n/messages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { store, isLocal, origin }, params: { language }, setHeaders }) => {
	if (!mayReadMail(isLocal)) error(404, say(language, 'refused.not-found'));
	setHeaders({ 'cache-control': 'private, no-store' });
	const mail = await listMail(store);
	return { mail: mail.map(({ body, ...one }) => ({ ...one, body: pieces(body, origin) })) };
};
