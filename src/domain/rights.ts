import { nationalOffices, officeKinds, partnerOffices, secretariatOffices } from './actor.ts';
import type { Actor, HeldOffice, OfficeKind } from './actor.ts';
import { Refusal } from './refusal.ts';

export const documentStates = ['draft', 'submitted', 'published', 'withdrawn'] as const;
export type DocumentState = (typeof documentStates)[number];

/** What is acted on, as far as rights depend on it. The state of an office is its kind. */
export type Subject =
	| { kind: 'document'; state: DocumentState; party: string | null; organisationId: number | null }
	| { kind: 'office'; state: OfficeKind; party: string | null; organisationId: number | null }
	| { kind: 'correction'; party: string | null; organisationId: number | null }
	| { kind: 'memo'; party: string | null; organisationId: number | null }
	| { kind: 'objection'; party: string | null; organisationId: number | null }
	| { kind: 'coding-project'; party: string | null; organisationId: number | null }
	| { kind: 'study' | 'party' | 'motion' | 'person' | 'history' | 'organisation' | 'codebook' | 'coding-project' | 'machine' };

export const actions = {
	document: ['add', 'change', 'submit', 'return', 'publish', 'withdraw', 'set-level', 'review'],
	office: ['give', 'hand-over', 'see-holder', 'set-deadline'],
	study: ['draft', 'change'],
	party: ['import'],
	motion: ['move', 'settle'],
	person: ['see-contact'],
	history: ['read'],
	organisation: ['change'],
	correction: ['settle'],
	codebook: ['change'],
	'coding-project': ['manage', 'code'],
	machine: ['manage'],
	memo: ['write'],
	objection: ['ask', 'object', 'speak', 'settle']
} as const;
export type ActionOn<K extends Subject['kind']> = (typeof actions)[K][number];

type Row<K extends Subject['kind']> = {
	may: ActionOn<K>;
	what: K;
	in?: readonly Extract<Subject, { kind: K; state: string }>['state'][];
	/** A national office only on its own Party's records, a partner's only on its own organisation's. */
	who: readonly OfficeKind[];
	/** The secretariat only on records of no Party and no organisation. */
	secretariat?: 'its own';
	/** Also a holder who is not confirmed yet. */
	provisional?: true;
};

type AnyRow = { [K in Subject['kind']]: Row<K> }[Subject['kind']];
const row = (one: AnyRow) => one;

const ownStaff = ['contributor', 'reviewer', 'national-administrator', 'focal-point', 'partner', 'partner-editor'] as const;
const administrators = ['focal-point', 'national-administrator', 'secretariat-administrator'] as const;

/** Offices that their holder passes on. An administrator of the secretariat is made by two, through a motion. */
const passedOn = officeKinds.filter((kind) => kind !== 'secretariat-administrator');

/** Who may do what to which record in which state. What is not here, no one may; the operator may all of it. */
export const rights = [
	row({ may: 'add', what: 'document', in: ['draft'], who: ownStaff, provisional: true }),
	row({ may: 'add', what: 'document', in: ['published'], who: ['analyst', 'editor', 'secretariat-administrator'] }),
	row({ may: 'change', what: 'document', in: ['draft'], who: ownStaff, provisional: true }),
	row({ may: 'change', what: 'document', in: ['submitted'], who: ['reviewer', 'focal-point', 'partner'] }),
	row({ may: 'change', what: 'document', in: ['published'], who: ['analyst', 'editor'] }),
	row({ may: 'submit', what: 'document', in: ['draft'], who: ['reviewer', 'national-administrator', 'focal-point', 'partner'] }),
	row({ may: 'return', what: 'document', in: ['submitted'], who: ['reviewer', 'focal-point', 'partner'] }),
	row({ may: 'publish', what: 'document', in: ['submitted'], who: ['focal-point', 'partner'] }),
	row({ may: 'withdraw', what: 'document', in: ['published'], who: ['focal-point', 'partner'] }),
	row({ may: 'withdraw', what: 'document', in: ['published'], who: ['analyst', 'secretariat-administrator'], secretariat: 'its own' }),
	row({ may: 'set-level', what: 'document', in: ['submitted', 'published'], who: ['focal-point', 'partner'] }),
	row({ may: 'set-level', what: 'document', in: ['published'], who: ['analyst', 'secretariat-administrator'], secretariat: 'its own' }),
	row({ may: 'review', what: 'document', in: ['draft', 'submitted'], who: ownStaff, provisional: true }),
	row({ may: 'review', what: 'document', in: ['published'], who: ['analyst', 'secretariat-administrator'] }),

	row({ may: 'give', what: 'office', in: ['contributor', 'reviewer'], who: administrators }),
	row({ may: 'give', what: 'office', in: ['national-administrator'], who: ['focal-point', 'secretariat-administrator'] }),
	row({ may: 'give', what: 'office', in: ['analyst', 'editor', 'translator', 'partner'], who: ['secretariat-administrator'] }),
	row({ may: 'give', what: 'office', in: ['partner-editor'], who: ['partner', 'secretariat-administrator'] }),
	// Only its own holder: `mayHandOver` looks at which office it is.
	row({ may: 'hand-over', what: 'office', in: passedOn, who: passedOn, provisional: true }),
	row({ may: 'see-holder', what: 'office', who: [...ownStaff, ...secretariatOffices], provisional: true }),
	row({ may: 'set-deadline', what: 'office', who: ['focal-point', 'national-administrator', 'partner', ...secretariatOffices] }),

	row({ may: 'draft', what: 'study', who: ['analyst', 'editor'] }),
	row({ may: 'change', what: 'study', who: ['analyst', 'editor', 'translator'] }),
	row({ may: 'import', what: 'party', who: ['analyst', 'secretariat-administrator'] }),
	row({ may: 'move', what: 'motion', who: ['analyst', 'secretariat-administrator'] }),
	row({ may: 'settle', what: 'motion', who: ['secretariat-administrator'] }),
	row({ may: 'see-contact', what: 'person', who: ['secretariat-administrator'] }),
	row({ may: 'read', what: 'history', who: ['analyst', 'secretariat-administrator'] }),
	row({ may: 'change', what: 'organisation', who: ['editor', 'secretariat-administrator'] }),
	row({ may: 'change', what: 'codebook', who: ['analyst', 'editor', 'secretariat-administrator'] }),
	row({ may: 'manage', what: 'machine', who: ['analyst', 'secretariat-administrator'] }),
	row({ may: 'manage', what: 'coding-project', who: ['analyst', 'secretariat-administrator'] }),
	// Only in the projects whose coder they are.
	row({ may: 'code', what: 'coding-project', who: [...secretariatOffices, ...partnerOffices] }),
	// Whose people it is for: the writer's own.
	row({ may: 'write', what: 'memo', who: officeKinds, secretariat: 'its own', provisional: true }),
	// A request for a correction, whose Party is that of the document it is about. Anyone may send one.
	row({ may: 'settle', what: 'correction', who: ['focal-point', 'analyst', 'editor', 'secretariat-administrator'] }),
	// Objections are to the coding of a Party's document. The Party is asked, its people object, and its focal point agrees for it.
	row({ may: 'ask', what: 'objection', who: ['analyst', 'secretariat-administrator'] }),
	row({ may: 'object', what: 'objection', who: ['reviewer', 'focal-point'] }),
	row({ may: 'speak', what: 'objection', who: ['focal-point'] }),
	// Not by whoever settled the code: the verb looks at that.
	row({ may: 'settle', what: 'objection', who: ['analyst', 'secretariat-administrator'] })
];

const isOf = (kinds: readonly OfficeKind[], kind: OfficeKind) => kinds.includes(kind);

/** Whether an office is concerned by a record: a Party's by what is that Party's, a partner's by its organisation's, the secretariat's by all. */
function isConcerned(office: HeldOffice, subject: Subject, own: boolean): boolean {
	const { party, organisationId } = 'party' in subject ? subject : { party: null, organisationId: null };
	if (isOf(nationalOffices, office.kind)) return office.party !== null && office.party === party;
	if (isOf(partnerOffices, office.kind))
		return office.organisationId !== null && office.organisationId === organisationId && party === null;
	return !own || (party === null && organisationId === null);
}

/** Whether the actor may do this to a record in the state in which it is. */
export function may<S extends Subject>(actor: Actor, action: ActionOn<S['kind']>, subject: S): boolean {
	if (isTrusted(actor)) return true;
	const state = 'state' in subject ? subject.state : undefined;
	return rights.some(
		(right) =>
			right.what === subject.kind &&
			right.may === action &&
			(right.in === undefined || right.in.some((one) => one === state)) &&
			actor.offices.some(
				(office) =>
					isOf(right.who, office.kind) &&
					(right.provisional === true || !office.isProvisional) &&
					isConcerned(office, subject, right.secretariat === 'its own')
			)
	);
}

/** The operator has the machine itself; the platform carries out what was allowed when it was asked for. */
export const isTrusted = ({ key }: Actor): boolean => key === 'operator' || key === 'cinnabar';

/** Whether the actor can be named a coder of coding projects: of the secretariat, or of a partner organisation. */
export const mayCode = (actor: Actor): boolean =>
	[{ organisationId: null }, ...actor.offices].some(({ organisationId }) =>
		may(actor, 'code', { kind: 'coding-project', party: null, organisationId })
	);

/** Refuses where the actor may not. */
export function mustMay<S extends Subject>(actor: Actor, action: ActionOn<S['kind']>, subject: S): void {
	if (!may(actor, action, subject)) throw new Refusal('refused.not-allowed');
}

/** Only who holds an office hands it over. */
export function mayHandOver(actor: Actor, office: Extract<Subject, { kind: 'office' }> & { id: number }): boolean {
	return isTrusted(actor) || (may(actor, 'hand-over', office) && actor.offices.some(({ id }) => id === office.id));
}

/** Whether the actor may take part in the discussion of concepts: whoever may review some document, or change the codebook. */
export function mayDiscuss(actor: Actor): boolean {
	const wheres = [{ party: null, organisationId: null }, ...actor.offices.map(({ party, organisationId }) => ({ party, organisationId }))];
	return (
		may(actor, 'change', { kind: 'codebook' }) ||
		wheres.some((where) => (['draft', 'published'] as const).some((state) => may(actor, 'review', { kind: 'document', state, ...where })))
	);
}

/** Whether there is any document at all whose evidence the actor may settle. */
export function mayReviewSome(actor: Actor): boolean {
	const wheres = [{ party: null, organisationId: null }, ...actor.offices.map(({ party, organisationId }) => ({ party, organisationId }))];
	return wheres.some((where) =>
		(['draft', 'published'] as const).some((state) => may(actor, 'review', { kind: 'document', state, ...where }))
	);
}

/** Whether there is any document at all that the actor may add. */
export function mayAddSome(actor: Actor): boolean {
	const wheres = [{ party: null, organisationId: null }, ...actor.offices.map(({ party, organisationId }) => ({ party, organisationId }))];
	return wheres.some((where) =>
		(['draft', 'published'] as const).some((state) => may(actor, 'add', { kind: 'document', state, ...where }))
	);
}
