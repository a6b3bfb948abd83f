import { expect, test } from 'vitest';
import { nationalOffices, officeKinds, operator, partnerOffices, platform, secretariatOffices, visitor } from './actor.ts';
import type { Actor, HeldOffice, OfficeKind } from './actor.ts';
import { actions, documentStates, may, mayDiscuss, mayHandOver, mayReviewSome, mustMay, rights } from './rights.ts';
import type { Subject } from './rights.ts';

type Owner = { party: string | null; organisationId: number | null };
const owners: Owner[] = [
	{ party: 'AAA', organisationId: null },
	{ party: 'BBB', organisationId: null },
	{ party: null, organisationId: 1 },
	{ party: null, organisationId: 2 },
	{ party: null, organisationId: null }
];
const plainKinds = ['study', 'party', 'motion', 'person', 'history', 'organisation', 'codebook', 'coding-project', 'machine'] as const;
const subjects: Subject[] = [
	...owners.flatMap((owner) => documentStates.map((state): Subject => ({ kind: 'document', state, ...owner }))),
	...owners.flatMap((owner) => officeKinds.map((state): Subject => ({ kind: 'office', state, ...owner }))),
	...(['correction', 'memo', 'coding-project', 'objection'] as const).flatMap((kind) =>
		owners.map((owner): Subject => ({ kind, ...owner }))
	),
	...plainKinds.map((kind): Subject => ({ kind }))
];
const allActions = [...new Set(Object.values(actions).flat())];

const isNational = (kind: OfficeKind) => nationalOffices.some((one) => one === kind);
const isPartner = (kind: OfficeKind) => partnerOffices.some((one) => one === kind);
const isSecretariat = (kind: OfficeKind) => secretariatOffices.some((one) => one === kind);
let offices = 0;
const holding = (kind: OfficeKind, isProvisional = false): HeldOffice => ({
	id: ++offices,
	kind,
	party: isNational(kind) ? 'AAA' : null,
	organisationId: isPartner(kind) ? 1 : null,
	isProvisional
});
const holder = (...held: HeldOffice[]): Actor => ({ key: 'person/7', personId: 7, offices: held });
const learner = holder();

/** What each office is for, told from the office: action, kind and, where there is one, state. */
const drafting = ['add document draft', 'change document draft', 'review document draft', 'review document submitted', 'write memo'];
const reviewing = [...drafting, 'submit document draft', 'change document submitted', 'return document submitted'];
const publishing = [
	...reviewing,
	'publish document submitted',
	'withdraw document published',
	'set-level document submitted',
	'set-level document published'
];
const giving = (...kinds: OfficeKind[]) => kinds.map((kind) => `give office ${kind}`);
const everyOffice = (...verbs: string[]) => verbs.flatMap((verb) => officeKinds.map((kind) => `${verb} office ${kind}`));
const passing = officeKinds.filter((kind) => kind !== 'secretariat-administrator').map((kind) => `hand-over office ${kind}`);
/** Who is of no Party codes in coding projects; everyone who holds an office writes memos. */
const coding = ['code coding-project', 'write memo'];
const keeping = ['withdraw document published', 'set-level document published'];
const duties: Record<OfficeKind, string[]> = {
	contributor: [...drafting, ...everyOffice('see-holder'), ...passing],
	reviewer: [...reviewing, 'object objection', ...everyOffice('see-holder'), ...passing],
	'national-administrator': [
		...drafting,
		'submit document draft',
		...giving('contributor', 'reviewer'),
		...everyOffice('see-holder', 'set-deadline'),
		...passing
	],
	'focal-point': [
		...publishing,
		...giving('contributor', 'reviewer', 'national-administrator'),
		...everyOffice('see-holder', 'set-deadline'),
		...passing,
		...['settle correction', 'object objection', 'speak objection']
	],
	partner: [...publishing, ...coding, ...giving('partner-editor'), ...everyOffice('see-holder', 'set-deadline'), ...passing],
	'partner-editor': [...drafting, ...coding, ...everyOffice('see-holder'), ...passing],
	analyst: [
		'change codebook',
		...[...coding, 'manage coding-project', 'manage machine'],
		...['add document published', 'change document published', 'review document published', ...keeping],
		...['draft study', 'change study', 'import party', 'move motion', 'read history', 'settle correction'],
		...['ask objection', 'settle objection'],
		...everyOffice('see-holder', 'set-deadline'),
		...passing
	],
	editor: [
		'change codebook',
		...coding,
		...['add document published', 'change document published', 'draft study', 'change study', 'change organisation'],
		'settle correction',
		...everyOffice('see-holder', 'set-deadline'),
		...passing
	],
	translator: ['change study', ...coding, ...everyOffice('see-holder', 'set-deadline'), ...passing],
	'secretariat-administrator': [
		'change codebook',
		...[...coding, 'manage coding-project', 'manage machine'],
		...['add document published', 'review document published', ...keeping],
		...['import party', 'move motion', 'settle motion', 'see-contact person', 'read history', 'change organisation'],
		...['settle correction', 'ask objection', 'settle objection'],
		...giving(...officeKinds.filter((kind) => kind !== 'focal-point' && kind !== 'secretariat-administrator')),
		...everyOffice('see-holder', 'set-deadline')
	]
};

type Case = { office: HeldOffice; action: string; subject: Subject };
const ownerOf = (subject: Subject): Owner => ('party' in subject ? subject : { party: null, organisationId: null });
const isOwned = (subject: Subject) => ownerOf(subject).party !== null || ownerOf(subject).organisationId !== null;
const of = (subject: Subject, kind: Subject['kind'], ...states: string[]) =>
	subject.kind === kind && (states.length === 0 || ('state' in subject && states.includes(subject.state)));

/** What no office opens, whatever it is for. */
const never: Record<string, (asked: Case) => boolean> = {
	"a Party's people touch nothing that is not their Party's": ({ office, subject }) =>
		isNational(office.kind) && ownerOf(subject).party !== office.party,
	"a partner's people touch nothing that is not their organisation's, and nothing of a Party": ({ office, subject }) =>
		isPartner(office.kind) && (ownerOf(subject).organisationId !== office.organisationId || ownerOf(subject).party !== null),
	"nobody but a confirmed focal point publishes a Party's document": ({ office, action, subject }) =>
		action === 'publish' && ownerOf(subject).party !== null && (office.kind !== 'focal-point' || office.isProvisional),
	'the secretariat never touches a draft, nor what was submitted': ({ office, subject }) =>
		isSecretariat(office.kind) && of(subject, 'document', 'draft', 'submitted'),
	'the secretariat does not close, open or withdraw what is of a Party or an organisation': ({ office, action, subject }) =>
		isSecretariat(office.kind) && ['withdraw', 'set-level'].includes(action) && isOwned(subject),
	'what is withdrawn cannot be changed': ({ subject }) => of(subject, 'document', 'withdrawn'),
	'translators only change studies, code, write memos, and see and keep offices': ({ office, action, subject }) =>
		office.kind === 'translator' &&
		!['office', 'memo'].includes(subject.kind) &&
		!(subject.kind === 'study' && action === 'change') &&
		!(subject.kind === 'coding-project' && action === 'code'),
	'only secretariat administrators settle motions': ({ office, action, subject }) =>
		action === 'settle' && of(subject, 'motion') && office.kind !== 'secretariat-administrator',
	'a Party objects and agrees by itself alone, and nobody but the secretariat asks it or settles': ({ office, action, subject }) =>
		of(subject, 'objection') && isSecretariat(office.kind) === ['object', 'speak'].includes(action),
	'nobody but a confirmed focal point agrees for a Party': ({ office, action }) =>
		action === 'speak' && (office.kind !== 'focal-point' || office.isProvisional),
	'of a Party only its focal point answers a request for a correction, and no partner does': ({ office, action, subject }) =>
		action === 'settle' && of(subject, 'correction') && !isSecretariat(office.kind) && office.kind !== 'focal-point',
	'nobody gives the office of a focal point or of a secretariat administrator': ({ action, subject }) =>
		action === 'give' && of(subject, 'office', 'focal-point', 'secretariat-administrator'),
	'only secretariat administrators see how to reach a person': ({ office, action }) =>
		action === 'see-contact' && office.kind !== 'secretariat-administrator',
	'the secretariat writes no memo into what is a Party’s or an organisation’s': ({ office, action, subject }) =>
		isSecretariat(office.kind) && action === 'write' && isOwned(subject),
	'who is not confirmed yet only drafts, codes, writes memos, sees holders and hands the office over': ({ office, action, subject }) =>
		office.isProvisional &&
		!(subject.kind === 'document' && ['add', 'change', 'review'].includes(action) && of(subject, 'document', 'draft')) &&
		!(action === 'review' && of(subject, 'document', 'submitted') && !isSecretariat(office.kind)) &&
		!['see-holder', 'hand-over', 'write'].includes(action)
};

function expected(asked: Case): boolean {
	const { office, action, subject } = asked;
	const named = 'state' in subject ? `${action} ${subject.kind} ${subject.state}` : `${action} ${subject.kind}`;
	return duties[office.kind].includes(named) && Object.values(never).every((forbids) => !forbids(asked));
}

// The types say which action goes with which kind; the table must hold for any pair.
const asks = (actor: Actor, action: string, subject: Subject) => may(actor, action as 'change', subject as { kind: 'study' });
const exists = (action: string, { kind }: Subject) => (actions[kind] as readonly string[]).includes(action);

test('the review queue is for whoever settles evidence in some document', () => {
	const able = officeKinds.filter((kind) => mayReviewSome(holder(holding(kind))));
	expect(able).toEqual(officeKinds.filter((kind) => kind !== 'translator' && kind !== 'editor'));
	expect(mayReviewSome(learner) || mayReviewSome(visitor)).toBe(false);
});

test('whoever reviews some document, or changes the codebook, takes part in the discussion of concepts', () => {
	const able = officeKinds.filter((kind) => mayDiscuss(holder(holding(kind))));
	expect(able).toEqual(officeKinds.filter((kind) => kind !== 'translator'));
	expect(mayDiscuss(learner) || mayDiscuss(visitor)).toBe(false);
});

test('in every case an office opens what it is for and nothing else', () => {
	const differences: string[] = [];
	let cases = 0;
	const roles: { name: string; actor: Actor; office?: HeldOffice }[] = [
		...officeKinds.flatMap((kind) =>
			[false, true].map((isProvisional) => {
				const office = holding(kind, isProvisional);
				return { name: isProvisional ? `provisional ${kind}` : kind, actor: holder(office), office };
			})
		),
		{ name: 'learner', actor: learner },
		{ name: 'visitor', actor: visitor }
	];
	for (const { name, actor, office } of roles) {
		for (const subject of subjects) {
			for (const action of allActions) {
				cases++;
				const should = office !== undefined && expected({ office, action, subject });
				if (asks(actor, action, subject) !== should)
					differences.push(`${name} ${should ? 'should' : 'should not'} ${action} ${JSON.stringify(subject)}`);
			}
		}
	}
	expect(differences).toEqual([]);
	expect(cases).toBeGreaterThan(3000);
});

test('no office opens what must never be, though it be held together with every other', () => {
	const everything = holder(...officeKinds.map((kind) => holding(kind)));
	const opened = subjects.flatMap((subject) =>
		allActions.filter((action) => asks(everything, action, subject)).map((action) => ({ action, subject }))
	);
	const forbidden = opened.filter(({ action, subject }) =>
		everything.offices.every((office) => Object.values(never).some((forbids) => forbids({ office, action, subject })))
	);
	expect(forbidden).toEqual([]);
	expect(opened.some(({ subject }) => of(subject, 'document', 'withdrawn') || ownerOf(subject).party === 'BBB')).toBe(true);
	expect(opened.filter(({ subject }) => of(subject, 'document', 'withdrawn'))).toEqual([]);
});

test('the operator and the platform may all that there is to do', () => {
	const refused = subjects.flatMap((subject) =>
		allActions.filter((action) => exists(action, subject) && !(asks(operator, action, subject) && asks(platform, action, subject)))
	);
	expect(refused).toEqual([]);
});

test('a learner and a visitor are refused', () => {
	expect(() => mustMay(learner, 'change', { kind: 'study' })).toThrow(expect.objectContaining({ code: 'refused.not-allowed' }));
	expect(() => mustMay(visitor, 'change', { kind: 'study' })).toThrow(expect.objectContaining({ code: 'refused.not-allowed' }));
	expect(() => mustMay(holder(holding('translator')), 'change', { kind: 'study' })).not.toThrow();
});

test('every action has a row, and every row names an action, kind, state and office that there is', () => {
	const told = rights.map(({ may: action, what }) => `${action} ${what}`);
	const there = Object.entries(actions).flatMap(([kind, names]) => names.map((name) => `${name} ${kind}`));
	expect(there.filter((one) => !told.includes(one))).toEqual([]);
	expect(told.filter((one) => !there.includes(one))).toEqual([]);
	for (const right of rights) {
		const states: readonly string[] = right.what === 'document' ? documentStates : right.what === 'office' ? officeKinds : [];
		expect((right.in ?? []).filter((state) => !states.includes(state))).toEqual([]);
		expect(right.who.length).toBeGreaterThan(0);
		expect(right.who.filter((kind) => !officeKinds.includes(kind))).toEqual([]);
	}
});

test('two offices at once open what either does, and no more', () => {
	const differences: string[] = [];
	for (const [index, one] of officeKinds.entries()) {
		for (const other of officeKinds.slice(index)) {
			const [a, b] = [holding(one), { ...holding(other, true), party: isNational(other) ? 'BBB' : null }];
			for (const subject of subjects) {
				for (const action of allActions) {
					const either = asks(holder(a), action, subject) || asks(holder(b), action, subject);
					if (asks(holder(a, b), action, subject) !== either) differences.push(`${one} + ${other}: ${action} ${JSON.stringify(subject)}`);
				}
			}
		}
	}
	expect(differences).toEqual([]);
});

test('an office without its Party or organisation opens nothing, not even what is nobody’s', () => {
	const lost = [...nationalOffices, ...partnerOffices].map((kind) => ({ ...holding(kind), party: null, organisationId: null }));
	expect(subjects.flatMap((subject) => allActions.filter((action) => asks(holder(...lost), action, subject)))).toEqual([]);
});

test("a partner publishes nothing that is counted as a Party's word", () => {
	const both = { party: 'BBB', organisationId: 1 };
	const partner = holder(holding('partner'));
	const opened = documentStates.flatMap((state) =>
		actions.document.filter((action) => may(partner, action, { kind: 'document', state, ...both })).map((action) => `${action} ${state}`)
	);
	expect(opened).toEqual([]);
});

test('only its own holder hands an office over', () => {
	const asOffice = ({ id, kind, party, organisationId }: HeldOffice) => ({
		kind: 'office' as const,
		id,
		state: kind,
		party,
		organisationId
	});
	for (const kind of officeKinds) {
		const [mine, theirs] = [holding(kind), holding(kind)];
		expect(mayHandOver(holder(mine), asOffice(mine)), kind).toBe(kind !== 'secretariat-administrator');
		expect(mayHandOver(holder(mine), asOffice(theirs)), kind).toBe(false);
		expect(mayHandOver(learner, asOffice(theirs)), kind).toBe(false);
		expect(mayHandOver(operator, asOffice(theirs)), kind).toBe(true);
	}
});

test('a secretariat administrator does not hand that office over by holding another one too', () => {
	const administrator = holding('secretariat-administrator');
	const office = { kind: 'office' as const, id: administrator.id, state: administrator.kind, party: null, organisationId: null };
	expect(mayHandOver(holder(administrator, holding('analyst')), office)).toBe(false);
});
