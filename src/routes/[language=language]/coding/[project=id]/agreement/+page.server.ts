import { chosenOf, disagreementsToQuery, pageOf, parseDisagreements } from '#domain/agreement/asked.ts';
import { listConfusions } from '#domain/agreement/disagreements.ts';
import { pairName } from '#domain/agreement/doubled.ts';
import { fewestUnits } from '#domain/agreement/measures.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { coderNames, measuredProject } from './measured.server.ts';
import type { PageServerLoad } from './$types';

const perPage = 20;
const mostConfusions = 10;

export const load: PageServerLoad = async ({ locals, params: { language, project: id }, url }) => {
	const { project, doubled, disagreements, agreements, scores } = await measuredProject(locals, language, id);
	const { asked, after } = parseDisagreements(url.searchParams);
	const chosen = chosenOf(disagreements, asked);
	const { page, next } = pageOf(chosen, after, perPage);
	await discloses(locals.store, locals.actor, 'list', { passages: page.map(({ passageId }) => passageId) });
	const passagesIn = (one: Language) => agreements.find((of) => of.language === one)?.passages ?? 0;
	const spoken = languages.filter((one) => passagesIn(one) > 0);
	const largest = spoken.toSorted((one, other) => passagesIn(other) - passagesIn(one))[0];
	const measuredIn = spoken.find((one) => one === url.searchParams.get('in')) ?? largest;
	const pairs = new Map(agreements.flatMap((one) => one.pairs.map(({ pair }) => [pairName(pair), pair] as const)));
	return {
		...{ project: { id: project.id, title: project.title, language: project.language }, asked, after, page, fewestUnits, measuredIn },
		query: disagreementsToQuery(asked),
		total: chosen.length,
		next,
		confusions: listConfusions(chosenOf(disagreements, { ...asked, concept: undefined, how: undefined })).slice(0, mostConfusions),
		schemes: agreements.map((one) => ({ language: one.language, passages: one.passages, documents: one.documents, schemes: one.schemes })),
		concepts: agreements
			.filter((one) => one.language === measuredIn || one.language === 'all')
			.map(({ language: of, passages, documents, concepts }) => ({ language: of, passages, documents, concepts })),
		pairs: agreements
			.filter((one) => one.language === measuredIn || one.language === 'all')
			.map(({ language: of, pairs: own }) => ({ language: of, pairs: own })),
		scores: scores.filter((one) => one.language === measuredIn || one.language === 'all'),
		choices: {
			languages: spoken,
			concepts: [...new Set(disagreements.map(({ code }) => code.conceptId))].toSorted(),
			pairs: [...pairs.keys()]
		},
		passages: doubled.length,
		documents: new Set(doubled.map(({ documentId }) => documentId)).size,
		coders: await coderNames(locals, language, project.id),
		labels: await keyLabels(locals.db, language)
	};
};
