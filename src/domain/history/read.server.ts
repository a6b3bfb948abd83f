import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { isTrusted, mustMay } from '../rights.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { documentAt } from './at.server.ts';
import type { HistoryLine } from './model.ts';

const pageSize = 50;

export type HistoryPage = { lines: HistoryLine[]; next: number | undefined };

function selectLines(db: Db, before: number | undefined) {
	return db
		.selectFrom('history')
		.leftJoin('office', 'office.id', 'history.officeId')
		.select(['history.id', 'at', 'by', 'office.kind as office', 'act', 'record', 'recordId', 'before', 'after', 'why'])
		.$if(before !== undefined, (query) => query.where('history.id', '<', before ?? 0))
		.orderBy('history.id', 'desc')
		.limit(pageSize + 1)
		.$narrowType<Pick<HistoryLine, 'before' | 'after'>>();
}

function pageOf(lines: HistoryLine[]): HistoryPage {
	const shown = lines.slice(0, pageSize);
	return { lines: shown, next: lines.length > pageSize ? shown.at(-1)?.id : undefined };
}

/** What a person has done, the newest first. Of work that the platform did for them, too. */
export async function listOwnHistory(db: Db, { personId }: Actor, before?: number): Promise<HistoryPage> {
	if (personId === null) throw new Refusal('refused.not-allowed');
	const lines = await selectLines(db, before)
		.where((is) => is.or([is('history.personId', '=', personId), is('by', '=', `person/${personId}`)]))
		.execute();
	return pageOf(lines);
}

/** All changes to one record: for who may read the history, and for a Party's or organisation's people of what is their own. */
export async function listHistoryOf(db: Db, actor: Actor, record: string, recordId: string, before?: number): Promise<HistoryPage> {
	const query = selectLines(db, before).where('record', '=', record).where('recordId', '=', recordId);
	const document = isPlaced(record) ? await documentOf(db, record, recordId) : undefined;
	// A request for a correction need not be about something in a document.
	if (document === undefined && isPlaced(record) && record !== 'correction_request') throw new Refusal('refused.not-found');
	if (document === undefined) {
		mustMay(actor, 'read', { kind: 'history' });
		return pageOf(await query.execute());
	}
	const isOwn = actor.offices.some(
		({ party, organisationId }) =>
			(party !== null && party === document.party) || (organisationId !== null && organisationId === document.organisationId)
	);
	if (isOwn || isTrusted(actor)) return pageOf(await query.execute());
	mustMay(actor, 'read', { kind: 'history' });
	if (document.level === 'own') throw new Refusal('refused.not-found');
	// What happened while it was its Party's own stays that Party's own.
	const level = documentAt('level', sql`${document.id}::integer`, sql.ref('history.id'));
	const passageWasOpen =
		record === 'passage'
			? sql<boolean>`(coalesce(before ->> 'closed_to', '') <> 'own' and coalesce(after ->> 'closed_to', '') <> 'own')`
			: sql<boolean>`true`;
	const open = await query
		.where(sql<boolean>`${level} <> 'own'`)
		.where(sql<boolean>`(record <> 'document' or coalesce(before ->> 'level', '') <> 'own')`)
		.where(passageWasOpen)
		.execute();
	return pageOf(open);
}

const placed = ['document', 'passage', 'evidence', 'correction_request'] as const;
type Placed = (typeof placed)[number];
const isPlaced = (record: string): record is Placed => placed.some((one) => one === record);

/** The document that a record is, stands in or is about, with the strictest level that holds for it today. */
async function documentOf(db: Db, record: Placed, recordId: string) {
	if (!/^[1-9][0-9]{0,8}$/.test(recordId)) return undefined;
	const id = Number(recordId);
	if (record === 'correction_request')
		return db
			.selectFrom('correctionRequest')
			.innerJoin('document', 'document.id', 'correctionRequest.documentId')
			.leftJoin('passage', 'passage.id', 'correctionRequest.passageId')
			.select(['document.id', 'document.party', 'document.organisationId'])
			.select(({ fn }) => fn.coalesce('passage.level', 'document.level').as('level'))
			.where('correctionRequest.id', '=', id)
			.executeTakeFirst();
	if (record === 'document')
		return db.selectFrom('document').select(['id', 'party', 'organisationId', 'level']).where('id', '=', id).executeTakeFirst();
	return db
		.selectFrom('passage')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.select(['document.id', 'document.party', 'document.organisationId', 'passage.level'])
		.$if(record === 'passage', (query) => query.where('passage.id', '=', id))
		.$if(record === 'evidence', (query) =>
			query.where('passage.id', '=', (inner) => inner.selectFrom('evidence').select('passageId').where('evidence.id', '=', id))
		)
		.executeTakeFirst();
}
