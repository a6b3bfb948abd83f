import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { firstOf, makeDocument, mayRead } from './documents.ts';
import type { MadeDocument } from './documents.ts';
import type { Form, Sent } from './form.ts';
import { isOwn, isSecretariat, partyA } from './roles.ts';
import type { Owner, Role } from './roles.ts';
import { plant } from './words.ts';

export type MadeObjection = { id: number; sees: (role: Role) => boolean };
type State = 'open' | 'settled' | 'shown';

const asking = '/[language=language]/replies';
const objection = `${asking}/[id=id]`;
const coding = '/[language=language]/parties/[iso3]/coding';
const replier = ['reviewer', 'focal-point'] as const;
const settler = ['analyst', 'secretariat-administrator'] as const;

/** Of a Party, its reviewers and its confirmed focal point object. */
export const mayObject = (role: Role, owner: Owner): boolean =>
	isOwn(role, owner) && !role.isProvisional && role.offices.some((kind) => replier.some((one) => one === kind));

/** Has the Party of a document be asked about its coding. */
async function ask(db: Db, { id, party }: MadeDocument): Promise<number> {
	const made = await db
		.insertInto('replyPeriod')
		.values({ documentId: id, party: party ?? '', openedBy: 'operator', closesOn: sql<string>`(now() + interval '30 days')::date` })
		.returning('id')
		.executeTakeFirstOrThrow();
	return made.id;
}

/** An objection to the code of a document's first passage, each word of it planted. */
async function makeObjection(db: Db, document: MadeDocument, state: State): Promise<MadeObjection & { passageId: number }> {
	const passage = firstOf(document);
	// What a Party says is for itself and the secretariat, as far as that reads the passage, until the Party shows it.
	const sees = (role: Role) => mayRead(role, passage) && (state === 'shown' || isSecretariat(role) || isOwn(role, document));
	const what = `an objection, ${state}, to the coding of a document ${document.level}`;
	const settled = () => ({
		...{
			state: 'dismissed' as const,
			effect: 'none' as const,
			answer: plant(`the answer to ${what}`, sees),
			answerLanguage: 'en' as const
		},
		...{ settledBy: 'operator', settledAt: new Date(), shownAt: state === 'shown' ? new Date() : null }
	});
	const rejoined = () => ({
		...{ rejoinder: plant(`the rejoinder to ${what}`, sees), rejoinderLanguage: 'en' as const },
		...{ rejoinedBy: 'person/999999', rejoinedAt: new Date() }
	});
	const known = await db.selectFrom('replyPeriod').select('id').where('documentId', '=', document.id).executeTakeFirst();
	const { id } = await db
		.insertInto('objection')
		.values({
			...{ periodId: known?.id ?? (await ask(db, document)), documentId: document.id, passageId: passage.id, party: document.party ?? '' },
			...{ kind: 'other', evidenceId: passage.evidenceId, conceptId: 'challenge/finance', stance: 'challenge', quote: 'x' },
			...{ startAt: 0, endAt: 1, language: 'en', reason: plant(what, sees), madeBy: 'person/999999' },
			...(state !== 'open' && settled()),
			...(state === 'shown' && rejoined())
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return { id, sees, passageId: passage.id };
}

/** Objections in every state in which others see them or not, to documents of a Party of every level. */
export async function makeObjections(db: Db, documents: readonly MadeDocument[]): Promise<MadeObjection[]> {
	const made: MadeObjection[] = [];
	for (const document of documents.filter(({ party, state }) => party === 'QAA' && state === 'published'))
		for (const state of ['open', 'settled', 'shown'] as const) made.push(await makeObjection(db, document, state));
	return made;
}

const coded = (db: Db) => makeDocument(db, { owner: partyA, level: 'public', state: 'published' });

/** About a document of its own that the Party is asked about. */
async function asked(db: Db): Promise<{ made: MadeDocument; evidenceId: string }> {
	const made = await coded(db);
	await ask(db, made);
	return { made, evidenceId: String(firstOf(made).evidenceId) };
}

/** About an objection to a code that still stands. */
async function objected(db: Db, state: State, fields: (evidenceId: number) => Sent['fields']): Promise<Sent> {
	const made = await coded(db);
	const { id } = await makeObjection(db, made, state);
	// Until it is shown it is as closed as what the secretariat shares with that Party.
	return { values: { id: String(id) }, fields: fields(firstOf(made).evidenceId), record: { ...partyA, level: 'secretariat' } };
}

export const replyForms: Record<string, Form[]> = {
	[`POST ${asking}?/ask`]: [
		{
			...{ what: 'asks a Party about its coding', of: partyA, may: settler },
			make: async (db) => {
				const made = await coded(db);
				return { fields: { documentId: String(made.id), days: '30' }, record: made };
			}
		}
	],
	[`POST ${coding}?/agree`]: [
		{
			...{ what: 'agrees to a coding for a Party', of: partyA, may: ['focal-point'] },
			make: async (db) => {
				const { made } = await asked(db);
				return { values: { iso3: 'QAA' }, fields: { document: String(made.id) }, record: made };
			}
		}
	],
	[`POST ${coding}/object`]: [
		{
			...{ what: 'objects to a code', of: partyA, may: replier },
			make: async (db) => {
				const { made, evidenceId } = await asked(db);
				const fields = { kind: 'out-of-context', language: 'en', reason: 'It is taken out of context.' };
				return { values: { iso3: 'QAA' }, query: `?code=${evidenceId}`, fields, record: made };
			}
		}
	],
	[`POST ${objection}?/settle`]: [
		{
			...{ what: 'settles an objection', of: partyA, may: settler },
			make: (db) =>
				objected(db, 'open', (evidenceId) => ({
					...{ decision: 'upheld', measure: 'remove', seen: `${evidenceId} proposed`, answer: 'It was.', answerLanguage: 'en' }
				}))
		}
	],
	[`POST ${objection}?/withdraw`]: [
		{ what: 'withdraws an objection', of: partyA, may: replier, make: (db) => objected(db, 'open', () => ({})) }
	],
	[`POST ${objection}?/rejoin`]: [
		{
			...{ what: 'answers a decision', of: partyA, may: replier },
			make: (db) => objected(db, 'settled', () => ({ rejoinder: 'We do not agree.', language: 'en' }))
		}
	],
	[`POST ${objection}?/show`]: [
		{
			...{ what: 'shows an objection', of: partyA, may: ['focal-point'] },
			make: (db) => objected(db, 'settled', () => ({ shown: 'yes' }))
		}
	]
};
