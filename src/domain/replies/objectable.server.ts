import type { Db } from '#db/connect.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import { standingOf } from './marks.server.ts';
import { subjectOf } from './object.server.ts';

/** The number that an address names, where it does. */
export const idIn = (text: string | null): number | undefined =>
	text !== null && /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : undefined;

/** What a form for an objection is about: a code that stands, or a passage of this Party in which something is missing; else a refusal. */
export async function findObjectable(
	seen: Db,
	actor: Actor,
	{ party, evidenceId, passageId }: { party: string; evidenceId: number | undefined; passageId: number | undefined }
) {
	mustMay(actor, 'object', subjectOf(party));
	const code =
		evidenceId === undefined
			? undefined
			: await seen
					.selectFrom('evidence')
					.select(['id', 'passageId', 'conceptId', 'stance', 'quote', 'status'])
					.where('id', '=', evidenceId)
					.where('status', '<>', 'refused')
					.$narrowType<{ status: 'proposed' | 'accepted' }>()
					.executeTakeFirst();
	if (evidenceId !== undefined && code === undefined) throw new Refusal('refused.not-found');
	const passage = await seen
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.select([
			'passage.id',
			'passage.documentId',
			'passage.body',
			'passage.language',
			'document.title',
			'document.language as titleLanguage'
		])
		.where('passage.id', '=', code?.passageId ?? passageId ?? 0)
		.where('document.party', '=', party)
		.executeTakeFirst();
	if (passage === undefined) throw new Refusal('refused.not-found');
	return { code, passage, standing: await standingOf(seen, passage.documentId) };
}
