import { error } from '@sveltejs/kit';
import { findProject } from '#domain/coding/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { findTitledPassage } from '#domain/documents/passage.server.ts';
import { listDoubled } from '#domain/agreement/doubled.server.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { say } from '#i18n/messages.ts';
import { orExplain } from '#ui/refused.server.ts';
import { coderNames } from '../measured.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language, project: id, passage: passageId } }) => {
	const { db, store, actor } = locals;
	const project = await orExplain(language, findProject(db, id));
	const [doubled] = await listDoubled(db, project.id, project.schemes, passageId);
	const passage = await findTitledPassage(db, passageId);
	if (doubled === undefined || passage === undefined) error(404, say(language, 'refused.not-found'));
	await discloses(store, actor, 'passage', { passages: [doubled.passageId] });
	return {
		...{ project: { id: project.id, title: project.title, language: project.language }, doubled, passage },
		coders: doubled.settled === null ? undefined : await coderNames(locals, language, project.id),
		labels: await keyLabels(db, language),
		showsSamples: passage.isSample
	};
};
