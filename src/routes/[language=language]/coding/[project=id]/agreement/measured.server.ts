import { scoreCoders } from '#domain/agreement/coder-scores.ts';
import { listDisagreements } from '#domain/agreement/disagreements.ts';
import { listDoubled } from '#domain/agreement/doubled.server.ts';
import { measureAgreement } from '#domain/agreement/measures.ts';
import { findProject, listCoderNames } from '#domain/coding/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { remembered } from '#domain/findings/remember.server.ts';
import { signature } from '#ui/signature.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { Language } from '#text/languages.ts';

type Locals = Pick<App.Locals, 'db' | 'store' | 'actor'>;

/** How far the coders of a project agree, as this reader may see it: measured once for as long as nothing more is done. */
export async function measuredProject({ db }: Locals, language: Language, id: number) {
	const project = await orExplain(language, findProject(db, id));
	const found = await remembered(db, 'agreement', id, async () => {
		const doubled = await listDoubled(db, id, project.schemes);
		return {
			doubled,
			disagreements: listDisagreements(doubled),
			agreements: measureAgreement(doubled, project.schemes),
			scores: scoreCoders(doubled)
		};
	});
	return { project, ...found };
}

/** What a reader is told of the coders: names that they may see, and numbers. */
export async function coderNames({ db }: Locals, language: Language, projectId: number): Promise<Map<number, string>> {
	const rows = await listCoderNames(db, projectId);
	return new Map(rows.map(({ personId, name }) => [personId, name ?? signature(language, `person/${personId}`)]));
}

/** The file of something measured, of which what is closed is written down as given out. */
export async function measuredFile(locals: Locals, language: Language, project: number) {
	const found = await measuredProject(locals, language, project);
	const passages = found.doubled.map(({ passageId }) => passageId);
	await discloses(locals.store, locals.actor, 'file', { passages });
	return found;
}
