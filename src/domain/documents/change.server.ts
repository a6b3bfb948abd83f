import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { seen } from '../edits/model.ts';
import type { Edit, Outcome, Words } from '../edits/model.ts';
import { settleEdit } from '../edits/write.server.ts';
import { parsed } from '../parsed.ts';
import type { Level } from '../level.ts';
import { Refusal } from '../refusal.ts';
import { mustMay } from '../rights.ts';
import type { DocumentState } from '../rights.ts';
import { details } from './input.ts';
import type { Details } from './input.ts';
import { detailFields } from './model.ts';
import type { DetailField } from './model.ts';
import { findSuperseded } from './write.server.ts';

type Described = { [F in DetailField]: string | null };

/** What is said of a document, as an edit holds it. */
export const detailWords = (document: Described): Words<DetailField> => ({
	title: seen(document.title),
	party: seen(document.party),
	kind: seen(document.kind),
	cycle: seen(document.cycle),
	language: seen(document.language)
});

/**
 * Changes what is said of a document. What is published changes for everyone, so a reason is asked for. A document that turns out to be
 * of another Party, kind, cycle or language finds its place among the versions anew.
 */
export async function changeDetails(db: Db, actor: Actor, id: number, edit: Edit<DetailField>): Promise<Outcome<DetailField>> {
	parsed(details, edit.words);
	return acting(
		db,
		actor,
		'document.change',
		async (tx) => {
			const document = await tx
				.selectFrom('document')
				.select(['id', 'title', 'party', 'kind', 'cycle', 'language', 'state', 'level', 'organisationId', 'isSample', 'supersedes'])
				.where('id', '=', id)
				.forUpdate()
				.executeTakeFirst();
			if (document === undefined) throw new Refusal('refused.not-found');
			mustMay(actor, 'change', { ...document, kind: 'document' });
			if (document.state === 'published' && edit.why === '') throw new Refusal('edits.why-asked');
			const now = detailWords(document);
			return settleEdit(tx, actor, { record: 'document', id }, edit, {
				fields: detailFields,
				now,
				write: (words) => write(tx, actor, document, parsed(details, words))
			});
		},
		{ why: edit.why === '' ? undefined : edit.why }
	);
}

type Stored = {
	id: number;
	state: DocumentState;
	level: Level;
	party: string | null;
	organisationId: number | null;
	isSample: boolean;
} & Described;

async function write(tx: Db, actor: Actor, document: Stored, said: Details) {
	const { title, kind } = said;
	const [party, cycle, language] = [said.party ?? null, said.cycle ?? null, said.language ?? null];
	const { id, state, organisationId } = document;
	if (party !== document.party) await mustFitParty(tx, actor, document, party);
	await tx
		.updateTable('document')
		.set({ title, party, kind, cycle, language, version: sql`version + 1` })
		.where('id', '=', id)
		.execute();
	const isElsewhere = party !== document.party || kind !== document.kind || cycle !== document.cycle || language !== document.language;
	if (state === 'published' && isElsewhere && organisationId === null)
		await placeAmongVersions(tx, id, { party: party ?? undefined, kind, cycle: cycle ?? undefined }, language ?? undefined);
}

/** No one gives a document to a Party for which they could not change it, and no invented statement to a real Party. */
async function mustFitParty(tx: Db, actor: Actor, { state, level, organisationId, isSample }: Stored, party: string | null) {
	mustMay(actor, 'change', { kind: 'document', state, organisationId, party });
	if (party === null) {
		if (level === 'own' && organisationId === null) throw new Refusal('refused.not-allowed');
		if (isSample) throw new Refusal('edits.sample-stays');
		return;
	}
	const known = await tx.selectFrom('party').select('isSample').where('iso3', '=', party).forNoKeyUpdate().executeTakeFirst();
	if (known === undefined) throw new Refusal('documents.unknown-party', { party });
	if (known.isSample !== isSample) throw new Refusal('edits.sample-stays');
}

/** Takes a document out of the versions among which it stood, closes their ranks, and puts it where it belongs now. */
async function placeAmongVersions(
	tx: Db,
	id: number,
	about: Parameters<typeof findSuperseded>[1],
	language: Parameters<typeof findSuperseded>[2]
): Promise<void> {
	const { supersedes: older } = await tx.selectFrom('document').select('supersedes').where('id', '=', id).executeTakeFirstOrThrow();
	const newer = await tx.selectFrom('document').select('id').where('supersedes', '=', id).executeTakeFirst();
	await tx.updateTable('document').set({ supersedes: null }).where('id', '=', id).execute();
	if (newer !== undefined) await tx.updateTable('document').set({ supersedes: older }).where('id', '=', newer.id).execute();
	const newest = await findSuperseded(tx, { ...about, besides: [id] }, language);
	if (newest === undefined) return;
	const [later, earlier] = newest > id ? [newest, id] : [id, newest];
	await tx.updateTable('document').set({ supersedes: earlier }).where('id', '=', later).where('supersedes', 'is', null).execute();
}
