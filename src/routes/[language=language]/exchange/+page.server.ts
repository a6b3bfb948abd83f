import { redirect } from '@sveltejs/kit';
import { findDocument } from '#domain/documents/read.server.ts';
import { countPassages, findCodingProject } from '#domain/exchange/read.server.ts';
import { takeProject } from '#domain/exchange/sent.server.ts';
import { mayImport } from '#domain/exchange/texts.server.ts';
import { citedToQuery, parseCited } from '#domain/findings/input.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { defaultSamples, listCycles } from '#domain/findings/read.server.ts';
import { orFail } from '#ui/refused.server.ts';
import { askedScope } from './served.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { language }, url }) => {
	const { db, actor } = locals;
	const scope = await askedScope(locals, language, url);
	const labels = await keyLabels(db, language);
	const { cited } = parseCited(url.searchParams, await defaultSamples(db));
	const only =
		'documentId' in scope
			? { kind: 'document' as const, id: scope.documentId, ...titled(await findDocument(db, scope.documentId)) }
			: 'projectId' in scope
				? { kind: 'project' as const, id: scope.projectId, ...titled(await findCodingProject(db, scope.projectId)) }
				: undefined;
	return {
		only,
		filters: cited,
		/** What of the choice of passages is no filter of the form. */
		kept: Object.fromEntries(['concept', 'with', 'stance', 'scheme', 'statements'].flatMap((name) => kept(url, name))),
		query: only === undefined ? citedToQuery(cited) : new URLSearchParams({ [only.kind]: String(only.id) }).toString(),
		passages: await countPassages(db, scope),
		labels,
		choices: { cycles: await listCycles(db), sectors: [...labels.keys()].filter((key) => key.startsWith('sector/')) },
		mayImport: mayImport(actor)
	};
};

const titled = ({ title, language }: { title: string; language: App.Locals['language'] | null }) => ({ title, titleLanguage: language });

function kept(url: URL, name: string): [string, string][] {
	const value = url.searchParams.get(name);
	return value === null || value === '' ? [] : [[name, value]];
}

export const actions: Actions = {
	project: async ({ locals: { store, actor }, request, params: { language } }) => {
		const file = (await request.formData()).get('file');
		const answer = await orFail(takeProject(store, actor, file instanceof File ? file : undefined));
		if (!('done' in answer)) return answer;
		redirect(303, `/${language}/exchange/import/${answer.done}`);
	}
};
