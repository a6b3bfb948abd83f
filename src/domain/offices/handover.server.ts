import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { callPost } from '../mail/call.server.ts';
import { writeMail } from '../mail/write.server.ts';
import { acting } from '../acting.server.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { mayHandOver } from '../rights.ts';
import { beginHolding, lockOffice, personAt } from './giving.server.ts';
import { endsNow } from '../people/holding.ts';
import { succession } from './input.ts';
import type { Succession } from './input.ts';
import type { Handover } from './model.ts';
import { findOffice, officeSubject } from './office.server.ts';
import type { Office } from './office.server.ts';
import { parsed } from '../parsed.ts';

/**
 * The holder of an office hands it to a successor, at once and whole: what the office has in hand, and its deadlines, stay with the office.
 * A new focal point is provisional until a motion confirms them. The successor is told by mail what came along: in their own language
 * where it is known, else in that of the page.
 */
export async function handOver(db: Db, actor: Actor, sent: Succession, page: Page): Promise<Handover> {
	const { officeId, why, ...successor } = parsed(succession, sent);
	const { personId } = actor;
	const held = actor.offices.find(({ id }) => id === officeId);
	if (personId === null || held === undefined || !mayHandOver(actor, { ...officeSubject(held), id: officeId }))
		throw new Refusal('refused.not-allowed');
	const along = await acting(
		db,
		actor,
		'office.hand-over',
		async (tx) => {
			await lockOffice(tx, officeId);
			const ended = await tx
				.updateTable('holding')
				.set({ until: endsNow })
				.where('officeId', '=', officeId)
				.where('personId', '=', personId)
				.where('until', 'is', null)
				.returning('id')
				.executeTakeFirst();
			if (ended === undefined) throw new Refusal('offices.ended-already');
			const next = await personAt(tx, successor);
			if (next === personId) throw new Refusal('offices.same-person');
			await beginHolding(tx, { officeId, personId: next, givenBy: personId });
			const counted = countHandover(await handoverOf(tx, officeId));
			await tellSuccessor(tx, next, held, { along: counted, ...page });
			return counted;
		},
		{ why, office: held }
	);
	callPost();
	return along;
}

/** Where the site is, and in which language it is being read. */
type Page = { origin: string; language: Language };

async function tellSuccessor(
	tx: Db,
	personId: number,
	{ id, kind }: Office,
	{ along, origin, ...page }: Page & { along: Handover }
): Promise<void> {
	const person = await tx.selectFrom('person').select(['email', 'language']).where('id', '=', personId).executeTakeFirstOrThrow();
	const language = person.language ?? page.language;
	const of = await findOffice(tx, id, language);
	const office = say(language, `office-names.${kind}`);
	const address = `${origin}/${language}/offices/${id}`;
	const parts = [
		say(language, 'offices.mail-body', {
			office: [office, of.partyName ?? of.organisation ?? []].flat().join(' · '),
			drafts: say(language, 'offices.along-drafts', { count: along.drafts }),
			jobs: say(language, 'offices.along-jobs', { count: along.jobs }),
			deadlines: say(language, 'offices.along-deadlines', { count: along.deadlines }),
			address,
			signIn: `${origin}/${language}/sign-in`
		}),
		...(kind === 'focal-point' ? [say(language, 'offices.hand-over-provisional')] : [])
	];
	await writeMail(tx, { to: person.email, language, subject: say(language, 'offices.mail-subject', { office }), body: parts.join('\n\n') });
}

const isTheirs = ({ party, organisationId }: Office) =>
	party === null ? sql<boolean>`organisation_id = ${organisationId}::integer` : sql<boolean>`party = ${party}`;

/** What goes along when an office is handed over. Needs the whole database; only for its holder. */
export async function handoverOf(db: Db, officeId: number) {
	const office = await db
		.selectFrom('office')
		.select(['id', 'kind', 'party', 'organisationId'])
		.where('id', '=', officeId)
		.executeTakeFirst();
	if (office === undefined) throw new Refusal('refused.not-found');
	const documents = await db
		.selectFrom('document')
		.select(['id', 'title', 'language', 'state'])
		.where('state', 'in', ['draft', 'submitted'])
		.where(isTheirs(office))
		.orderBy('id')
		.execute();
	const jobs = await db
		.selectFrom('job')
		.select(['id', 'kind', 'state'])
		.where('state', 'in', ['waiting', 'running'])
		.where('party', '=', office.party)
		.orderBy('id')
		.execute();
	const deadlines = await db
		.selectFrom('deadline')
		.select(['id', 'what', 'due'])
		.where('officeId', '=', officeId)
		.where('doneAt', 'is', null)
		.orderBy('due')
		.execute();
	const { lines } = await db
		.selectFrom('history')
		.select(sql<number>`count(*)::integer`.as('lines'))
		.where('officeId', '=', officeId)
		.executeTakeFirstOrThrow();
	return { documents, jobs, deadlines, lines };
}

export const countHandover = ({ documents, jobs, deadlines, lines }: Awaited<ReturnType<typeof handoverOf>>): Handover => ({
	drafts: documents.length,
	jobs: jobs.length,
	deadlines: deadlines.length,
	lines
});
