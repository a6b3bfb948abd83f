import type { Db } from '#db/connect.server.ts';
import { secretariatOffices } from '#domain/actor.ts';
import type { OfficeKind } from '#domain/actor.ts';
import type { Fields, Form } from './form.ts';
import { nobody, partnerOne, partyA } from './roles.ts';
import type { Owner } from './roles.ts';

const offices = '/[language=language]/offices';
const why = 'the rule says so';
const administrators = ['focal-point', 'national-administrator', 'secretariat-administrator'] as const;
const movers = ['analyst', 'secretariat-administrator'] as const;
let count = 0;
const newcomer = () => `newcomer-${++count}@example.org`;

const findOffice = async (db: Db, kind: OfficeKind, owner: Owner): Promise<number> => {
	const office = await db
		.selectFrom('office')
		.select('id')
		.where('kind', '=', kind)
		.where('party', 'is not distinct from', owner.party)
		.where('organisationId', 'is not distinct from', owner.organisationId)
		.executeTakeFirstOrThrow();
	return office.id;
};
const makePerson = async (db: Db): Promise<number> =>
	(await db.insertInto('person').values({ name: '', email: newcomer() }).returning('id').executeTakeFirstOrThrow()).id;

const give = (kind: OfficeKind, of: Owner, may: Form['may'], refused?: number): Form => ({
	...{ what: `gives the office of ${kind}`, of, may, ...(refused !== undefined && { refused }) },
	make: () => ({
		fields: { kind, email: newcomer(), party: of.party ?? '', organisationId: of.organisationId === null ? '' : String(of.organisationId) }
	})
});

/** A form on the page of an office, about something made for it. */
const onOffice = (
	what: string,
	[kind, of]: [OfficeKind, Owner],
	may: Form['may'],
	fields: (db: Db, officeId: number) => Promise<Fields>
): Form => ({
	...{ what, of, may },
	make: async (db) => {
		const id = await findOffice(db, kind, of);
		return { values: { id: String(id) }, fields: await fields(db, id) };
	}
});

const holding = async (db: Db, officeId: number): Promise<Fields> => {
	const personId = await makePerson(db);
	const { id } = await db.insertInto('holding').values({ officeId, personId }).returning('id').executeTakeFirstOrThrow();
	return { holding: String(id), why };
};
const deadline = async (db: Db, officeId: number): Promise<Fields> => {
	const { id } = await db
		.insertInto('deadline')
		.values({ officeId, what: 'x', due: '2027-01-01' })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { deadline: String(id) };
};
const motion = async (db: Db, movedBy: number | null) => {
	const input = JSON.stringify({ personId: await makePerson(db), email: newcomer() });
	const moved = await db
		.insertInto('motion')
		.values({ kind: 'recover-person', input, why, movedBy })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { id: String(moved.id) };
};
const organisations = async (db: Db): Promise<Fields> => {
	const rows = await db
		.insertInto('organisation')
		.values([{ name: 'Keep' }, { name: 'Merge' }])
		.returning('id')
		.execute();
	return { keep: String(rows[0]?.id), merge: String(rows[1]?.id) };
};

export const officeForms: Record<string, Form[]> = {
	[`POST ${offices}?/give`]: [
		give('contributor', partyA, administrators),
		give('reviewer', partyA, administrators),
		give('national-administrator', partyA, ['focal-point', 'secretariat-administrator']),
		...(['analyst', 'editor', 'translator'] as const).map((kind) => give(kind, nobody, ['secretariat-administrator'])),
		give('partner', partnerOne, ['secretariat-administrator']),
		give('partner-editor', partnerOne, ['partner', 'secretariat-administrator']),
		// These take two people, whoever asks.
		give('focal-point', partyA, [], 400),
		give('secretariat-administrator', nobody, [], 400)
	],
	[`POST ${offices}?/organise`]: [
		{
			...{ what: 'adds an organisation', of: nobody, may: ['editor', 'secretariat-administrator'] },
			make: () => ({ fields: { name: 'Another partner' } })
		}
	],
	[`POST ${offices}/[id=id]?/give`]: [
		onOffice('gives the office', ['contributor', partyA], administrators, async () => ({ email: newcomer() })),
		onOffice('gives the office', ['partner-editor', partnerOne], ['partner', 'secretariat-administrator'], async () => ({
			email: newcomer()
		}))
	],
	[`POST ${offices}/[id=id]?/end`]: [
		onOffice('ends a holding', ['contributor', partyA], administrators, holding),
		onOffice('ends a holding', ['focal-point', partyA], [], holding),
		onOffice('ends a holding', ['analyst', nobody], ['secretariat-administrator'], holding)
	],
	[`POST ${offices}/[id=id]?/deadline`]: [
		onOffice('sets a deadline', ['contributor', partyA], ['focal-point', 'national-administrator', ...secretariatOffices], async () => ({
			what: 'a report',
			due: '2027-02-01'
		})),
		onOffice('sets a deadline', ['partner', partnerOne], ['partner', ...secretariatOffices], async () => ({ what: 'x', due: '2027-02-01' }))
	],
	[`POST ${offices}/[id=id]?/done`]: [
		onOffice(
			'meets a deadline',
			['contributor', partyA],
			['contributor', 'focal-point', 'national-administrator', ...secretariatOffices],
			deadline
		)
	],
	[`POST ${offices}/[id=id]?/handOver`]: [
		{
			...{ what: 'hands over the office that it holds', of: nobody, may: 'everyone', done: 200, isLast: true },
			except: ({ officeIds, offices: kinds }) => officeIds.length !== 1 || kinds.includes('secretariat-administrator'),
			make: (_, { officeIds }) => ({ values: { id: String(officeIds[0] ?? 1) }, fields: { email: newcomer(), name: 'A successor', why } })
		},
		onOffice('hands over the administration of the secretariat', ['secretariat-administrator', nobody], [], async () => ({
			...{ email: newcomer(), name: 'A successor', why }
		})),
		{
			...{ what: 'hands over the office of someone else', of: partyA, may: [] },
			make: async (db, { officeIds }) => {
				const id = await findOffice(db, 'reviewer', partyA);
				const other = officeIds.includes(id) ? await findOffice(db, 'contributor', partyA) : id;
				return { values: { id: String(other) }, fields: { email: newcomer(), name: 'A successor', why } };
			}
		}
	],
	[`POST ${offices}/motions?/move`]: [
		{
			...{ what: 'moves a sensitive step', of: nobody, may: movers },
			make: async (db) => ({ fields: { motion: 'recover-person', personId: String(await makePerson(db)), email: newcomer(), why } })
		}
	],
	[`POST ${offices}/motions?/organisations`]: [
		{
			...{ what: 'merges organisations', of: nobody, may: ['secretariat-administrator'] },
			make: async (db) => ({ fields: await organisations(db) })
		}
	],
	[`POST ${offices}/motions/[id=id]?/settle`]: [
		{
			...{ what: 'carries what another moved', of: nobody, may: ['secretariat-administrator'] },
			make: async (db) => ({ values: await motion(db, await makePerson(db)), fields: { verdict: 'carried' } })
		},
		{
			// Who may carry what others moved is told that it takes another.
			...{ what: 'carries what it moved itself', of: nobody, may: ['secretariat-administrator'], done: 400, changes: false },
			make: async (db, { personId }) => ({ values: await motion(db, personId ?? (await makePerson(db))), fields: { verdict: 'carried' } })
		}
	],
	[`POST ${offices}/motions/[id=id]?/withdraw`]: [
		{
			...{ what: 'withdraws what it moved itself', of: nobody, may: movers },
			make: async (db, { personId }) => ({ values: await motion(db, personId ?? (await makePerson(db))), fields: {} })
		},
		{
			...{ what: 'withdraws what another moved', of: nobody, may: [] },
			make: async (db) => ({ values: await motion(db, await makePerson(db)), fields: {} })
		}
	]
};
