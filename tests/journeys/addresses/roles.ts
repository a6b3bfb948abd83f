import type { Db } from '#db/connect.server.ts';
import { nationalOffices, officeKinds, partnerOffices, secretariatOffices } from '#domain/actor.ts';
import type { OfficeKind } from '#domain/actor.ts';
import { authOf } from '#domain/people/auth.server.ts';
import { linkInHand, useLink } from '#domain/people/sign-in.server.ts';
import { plant } from './words.ts';

/** Whose something is: a Party's, an organisation's, or neither's. */
export type Owner = { party: string | null; organisationId: number | null };
export const nobody: Owner = { party: null, organisationId: null };
export const partyA: Owner = { party: 'QAA', organisationId: null };
export const partyB: Owner = { party: 'QZZ', organisationId: null };
export const partnerOne: Owner = { party: null, organisationId: 1 };
export const partnerTwo: Owner = { party: null, organisationId: 2 };

/** Someone who visits the site, or no one in particular. Whoever is `here` sits at the machine itself. */
export type Role = Owner & {
	name: string;
	offices: readonly OfficeKind[];
	isProvisional: boolean;
	isHere: boolean;
	personId: number | null;
	officeIds: readonly number[];
	cookie: string | undefined;
};

const isOf = (kinds: readonly OfficeKind[], kind: OfficeKind) => kinds.includes(kind);
export const isSecretariat = ({ offices }: Role): boolean => offices.some((kind) => isOf(secretariatOffices, kind));
export const isNational = ({ party }: Role): boolean => party !== null;

/** Whether a record is of the role's own Party or organisation. */
export const isOwn = (role: Role, { party, organisationId }: Owner): boolean =>
	(party !== null && role.party === party) || (organisationId !== null && role.organisationId === organisationId);

type Seat = { name: string; offices: readonly OfficeKind[]; owner?: Owner; isProvisional?: boolean; isHere?: boolean };
const seats: Seat[] = [
	{ name: 'a learner', offices: [] },
	...officeKinds.flatMap((kind): Seat[] => {
		const owners = isOf(nationalOffices, kind) ? [partyA, partyB] : isOf(partnerOffices, kind) ? [partnerOne, partnerTwo] : [nobody];
		return owners.map((owner) => ({
			name: `${kind} of ${owner.party ?? owner.organisationId ?? 'the secretariat'}`,
			offices: [kind],
			owner
		}));
	}),
	{ name: 'a focal point of QAA who is not confirmed', offices: ['focal-point'], owner: partyA, isProvisional: true },
	{ name: 'the operator on the laptop', offices: ['secretariat-administrator', 'analyst'], isHere: true }
];

/** Seats someone in each office, of the right Party and of another, and signs them in by a link as anyone does. */
export async function seatRoles(db: Db, secret: string): Promise<Role[]> {
	const visitor = { ...nobody, offices: [], isProvisional: false, personId: null, officeIds: [], cookie: undefined };
	const roles: Role[] = [
		{ ...visitor, name: 'a visitor', isHere: false },
		{ ...visitor, name: 'a visitor on the laptop', isHere: true }
	];
	for (const { name, offices, owner = nobody, isProvisional = false, isHere = false } of seats) {
		const own = (role: Role) => role.name === name;
		const word = plant(name, (reader) => own(reader) || seesPeopleOf(reader, offices, owner));
		const email = `${word}@example.org`;
		const { id: personId } = await db
			.insertInto('person')
			.values({ name: word, email, seenAt: new Date() })
			.returning('id')
			.executeTakeFirstOrThrow();
		const officeIds: number[] = [];
		for (const kind of offices) officeIds.push(await seat(db, personId, kind, owner, isProvisional));
		roles.push({ ...owner, name, offices, isProvisional, isHere, personId, officeIds, cookie: await signIn(db, secret, email) });
	}
	return roles;
}

/** Names are for colleagues: the secretariat, and Parties' people of their own Party and of whom they have to reach. */
function seesPeopleOf(reader: Role, offices: readonly OfficeKind[], owner: Owner): boolean {
	const contacts: readonly OfficeKind[] = ['focal-point', 'secretariat-administrator', 'analyst', 'partner'];
	return isSecretariat(reader) || (isNational(reader) && (isOwn(reader, owner) || offices.some((kind) => contacts.includes(kind))));
}

async function seat(db: Db, personId: number, kind: OfficeKind, owner: Owner, isProvisional: boolean): Promise<number> {
	const known = await db
		.selectFrom('office')
		.select('id')
		.where('kind', '=', kind)
		.where('party', 'is not distinct from', owner.party)
		.where('organisationId', 'is not distinct from', owner.organisationId)
		.executeTakeFirst();
	const office =
		known ??
		(await db
			.insertInto('office')
			.values({ kind, ...owner })
			.returning('id')
			.executeTakeFirstOrThrow());
	const isConfirmed = kind === 'focal-point' && !isProvisional;
	const motion = isConfirmed ? await confirm(db, { kind, ...owner }) : null;
	await db.insertInto('holding').values({ officeId: office.id, personId, motionId: motion }).execute();
	return office.id;
}

async function confirm(db: Db, office: Owner & { kind: OfficeKind }): Promise<number> {
	const word = plant('why a focal point was confirmed', isSecretariat);
	const input = JSON.stringify({ ...office, email: 'focal@example.org', name: '' });
	const motion = { kind: 'give-office' as const, state: 'carried' as const, input, why: word };
	return (await db.insertInto('motion').values(motion).returning('id').executeTakeFirstOrThrow()).id;
}

async function signIn(db: Db, secret: string, email: string): Promise<string> {
	const auth = authOf(db, { origin: 'http://localhost', secret });
	const link = await linkInHand(auth, { email, language: 'en', origin: 'http://localhost' });
	const cookies = await useLink(auth, new URL(link).searchParams.get('token') ?? '', new Headers());
	return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}
