import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { findSuperseded } from '#domain/documents/write.server.ts';
import type { Level } from '#domain/level.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import type { DocumentState } from '#domain/rights.ts';
import { steps } from './model.ts';
import type { Step } from './model.ts';

/** What speaks of the health and safety of people and the environment, which article 17, paragraph 5, does not let be confidential. */
const neverClosed = ['article/16', 'plan/health', 'plan/vulnerable'];

type Asked = { step: Step; level?: Exclude<Level, 'own'> | undefined; why: string };

/**
 * Takes a document one step on: submits a draft, returns it, publishes it at a level, withdraws it, or sets its level. Of two people
 * who take a step at once, the later is told that the document is no longer as they saw it.
 */
export async function takeStep(db: Db, actor: Actor, documentId: number, { step, level, why }: Asked): Promise<void> {
	await acting(
		db,
		actor,
		`document.${step}`,
		async (tx) => {
			const document = await lockDocument(tx, documentId);
			mustMay(actor, step, { ...document, kind: 'document' });
			const { from, to } = steps[step];
			if (!from.some((state) => state === document.state)) throw new Refusal('levels.state-changed');
			const next = levelAfter(step, document.level, level);
			if (to !== 'withdrawn') await mustBeClosable(tx, documentId, next);
			const language = document.language ?? undefined;
			const { party, kind, cycle } = document;
			const sent = { party: party ?? undefined, kind, cycle: cycle ?? undefined };
			const supersedes = step === 'publish' && document.supersedes === null ? await findSuperseded(tx, sent, language) : undefined;
			await tx
				.updateTable('document')
				.set({
					state: to ?? document.state,
					level: next,
					version: sql`version + 1`,
					...(supersedes !== undefined && { supersedes })
				})
				.where('id', '=', documentId)
				.execute();
		},
		{ why }
	);
}

/** A draft and what is submitted are their Party's own; what is withdrawn is left to it and the secretariat. */
function levelAfter(step: Step, now: Level, asked: Exclude<Level, 'own'> | undefined): Level {
	if (step === 'withdraw') return 'secretariat';
	if (step === 'publish' || step === 'set-level') {
		if (asked === undefined) throw new Refusal('refused.incomplete');
		return now === 'own' && step === 'set-level' ? 'own' : asked;
	}
	return now;
}

/** Closes one passage further than its document, or opens it as far as its document is. */
export async function closePassage(
	db: Db,
	actor: Actor,
	passageId: number,
	{ level, why }: { level: Exclude<Level, 'own'>; why: string }
): Promise<void> {
	await acting(
		db,
		actor,
		'document.level',
		async (tx) => {
			const passage = await tx.selectFrom('passage').select(['id', 'documentId']).where('id', '=', passageId).executeTakeFirst();
			if (passage === undefined) throw new Refusal('refused.not-found');
			mustMay(actor, 'set-level', { ...(await lockDocument(tx, passage.documentId)), kind: 'document' });
			if (level !== 'public') await mustNotBeOfHealth(tx, passage.documentId, passageId);
			await tx.updateTable('passage').set({ closedTo: level }).where('id', '=', passageId).execute();
		},
		{ why }
	);
}

async function lockDocument(tx: Db, id: number) {
	const document = await tx
		.selectFrom('document')
		.select(['state', 'party', 'organisationId', 'level', 'kind', 'cycle', 'language', 'supersedes'])
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (document === undefined) throw new Refusal('refused.not-found');
	return document satisfies { state: DocumentState };
}

/** A draft may hold anything; what leaves its Party's hands may not close what is about health and safety. */
async function mustBeClosable(tx: Db, documentId: number, level: Level): Promise<void> {
	if (level === 'parties' || level === 'secretariat') await mustNotBeOfHealth(tx, documentId);
}

/** The passages of a document that speak of health and safety, and so cannot be closed: their numbers in the order of the text. */
export async function listOfHealth(db: Db, documentId: number): Promise<number[]> {
	const rows = await ofHealth(db, documentId)
		.select(['passage.id', 'passage.position'])
		.groupBy(['passage.id', 'passage.position'])
		.orderBy('passage.position')
		.execute();
	return rows.map(({ id }) => id);
}

function ofHealth(db: Db, documentId: number) {
	return db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.where('passage.documentId', '=', documentId)
		.where('evidence.status', '<>', 'refused')
		.where('evidence.conceptId', 'in', neverClosed);
}

async function mustNotBeOfHealth(tx: Db, documentId: number, passageId?: number): Promise<void> {
	const { passages } = await ofHealth(tx, documentId)
		.$if(passageId !== undefined, (query) => query.where('passage.id', '=', passageId ?? 0))
		.select(({ fn }) => fn.count<number>('passage.id').distinct().as('passages'))
		.executeTakeFirstOrThrow();
	if (passages > 0) throw new Refusal('levels.health-and-safety', { passages });
}
