import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { may } from '../rights.ts';
import type { Subject } from '../rights.ts';
import type { RequestFilters } from './input.ts';
import { readKey } from './model.ts';
import type { RecordKind } from './model.ts';

const pageSize = 50;

/** What is kept of the secret that whoever asked has. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Requests as far as the handle sees them, the latest first, with what their records are called. */
export async function listRequests(
	seen: Db,
	reader: Language,
	{ state, about, aboutId }: RequestFilters & { aboutId?: string },
	before?: number
) {
	const rows = await seen
		.selectFrom('correctionRequest')
		.leftJoin('document', 'document.id', 'correctionRequest.documentId')
		.leftJoin('conceptText', (join) =>
			join
				.on('correctionRequest.about', '=', 'concept')
				.onRef('conceptText.conceptId', '=', 'correctionRequest.aboutId')
				.on('conceptText.language', '=', reader)
		)
		.leftJoin('partyName', (join) =>
			join
				.on('correctionRequest.about', '=', 'party')
				.onRef('partyName.iso3', '=', 'correctionRequest.aboutId')
				.on('partyName.language', '=', reader)
		)
		.leftJoin('party', (join) => join.onRef('party.iso3', '=', 'partyName.iso3'))
		.leftJoin('study', 'study.id', 'correctionRequest.studyId')
		.select(['correctionRequest.id', 'about', 'page', 'documentId', 'wrong', 'correctionRequest.language', 'correctionRequest.state'])
		.select('askedAt')
		.select(sql<string | null>`coalesce(document.title, concept_text.label, party_name.name)`.as('name'))
		.select(sql<Language | null>`coalesce(document.language, concept_text.language, party_name.language)`.as('nameLanguage'))
		.select(sql<boolean>`coalesce(document.is_sample, party.is_sample, study.filters ->> 'samples' = 'true', false)`.as('isSample'))
		.$if(state !== undefined, (query) => query.where('correctionRequest.state', '=', state ?? 'sent'))
		.$if(about !== undefined, (query) => query.where('about', '=', about ?? ''))
		.$if(aboutId !== undefined, (query) => query.where('aboutId', '=', aboutId ?? ''))
		.$if(before !== undefined, (query) => query.where('correctionRequest.id', '<', before ?? 0))
		.orderBy('correctionRequest.id', 'desc')
		.limit(pageSize + 1)
		.$narrowType<{ about: RecordKind }>()
		.execute();
	const requests = rows.slice(0, pageSize);
	return { requests, next: rows.length > pageSize ? requests.at(-1)?.id : undefined };
}

const selectRequest = (db: Db) =>
	db
		.selectFrom('correctionRequest')
		.select(['correctionRequest.id', 'about', 'aboutId', 'page', 'documentId', 'wrong', 'should', 'source', 'correctionRequest.language'])
		.select(['askedAt', 'correctionRequest.state', 'answer', 'answerLanguage', 'settledAt', 'shownAt'])
		.select(sql<boolean>`correction_request.email is not null`.as('waitsForMail'));

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof selectRequest>['executeTakeFirst']>>>;

function readRequest({ about, aboutId, ...row }: Row) {
	const key = readKey(`${about}/${aboutId}`);
	if (key === undefined) throw new Error(`a request about ${about}/${aboutId}, which is no record`);
	return { ...row, key };
}
export type FoundRequest = ReturnType<typeof readRequest>;

/** One request that the handle sees, or a refusal. */
export async function findRequest(seen: Db, id: number): Promise<FoundRequest> {
	const row = await selectRequest(seen).where('correctionRequest.id', '=', id).executeTakeFirst();
	if (row === undefined) throw new Refusal('refused.not-found');
	return readRequest(row);
}

/** A request for whoever sent it, whom its secret shows to be just that; undefined where the secret is another. */
export async function findSent(db: Db, id: number, secret: string): Promise<FoundRequest | undefined> {
	const row = await selectRequest(db)
		.where('correctionRequest.id', '=', id)
		.where('correctionRequest.secret', '=', hashOf(secret))
		.executeTakeFirst();
	return row && readRequest(row);
}

/** What rights on a request depend on: whose the document is that it is about. Nothing where that document is not seen. */
export async function subjectOf(seen: Db, documentId: number | null): Promise<Extract<Subject, { kind: 'correction' }> | undefined> {
	if (documentId === null) return { kind: 'correction', party: null, organisationId: null };
	const owner = await seen.selectFrom('document').select(['party', 'organisationId']).where('id', '=', documentId).executeTakeFirst();
	return owner && { kind: 'correction', ...owner };
}

/** Whether the actor may answer a request about something in this document, or in none. */
export async function mayAnswer(seen: Db, actor: Actor, documentId: number | null): Promise<boolean> {
	const subject = actor.offices.length === 0 ? undefined : await subjectOf(seen, documentId);
	return subject !== undefined && may(actor, 'settle', subject);
}

export type Waiting = { count: number; oldest: number | null };

/** How many requests wait for an answer that this actor may give, and the number of the oldest that nobody looks at yet. */
export async function findWaiting(seen: Db, actor: Actor): Promise<Waiting> {
	const mayOf = (party: string | null) => may(actor, 'settle', { kind: 'correction', party, organisationId: null });
	const isForAll = mayOf(null);
	const parties = actor.offices.flatMap(({ party }) => (party !== null && mayOf(party) ? party : []));
	if (!isForAll && parties.length === 0) return { count: 0, oldest: null };
	return seen
		.selectFrom('correctionRequest')
		.leftJoin('document', 'document.id', 'correctionRequest.documentId')
		.select(({ fn }) => [
			fn.countAll<number>().as('count'),
			fn.min<number | null>('correctionRequest.id').filterWhere('correctionRequest.state', '=', 'sent').as('oldest')
		])
		.where('settledAt', 'is', null)
		.$if(!isForAll, (query) => query.where('document.party', 'in', parties))
		.executeTakeFirstOrThrow();
}
