import type { Retained } from './retention.ts';

/** Why something personal may be held: because the task needs it, or because the person agreed. */
export type Basis = 'task' | 'consent';
export type Audience = 'you' | 'own' | 'parties' | 'secretariat' | 'administrators' | 'owner' | 'everyone' | 'nobody';
/** How long: while there is an account, until its owner removes it, as long as the record, for good without a name, or by a rule of retention. */
export type Kept = 'account' | 'removed' | 'record' | 'ever' | Retained;

type Purpose = { columns: readonly string[]; basis: Basis; seenBy: readonly Audience[]; kept: readonly Kept[] };

const of = (table: string, columns: string) => columns.split(' ').map((column) => `${table}.${column}`);

/**
 * Everything personal that is held, field by field as a person would name it, with the columns in which it stands. The page for privacy is
 * made from this table; a test holds it against the schema, so that no column is added without a purpose.
 */
export const purposes = {
	name: { columns: ['person.name'], basis: 'task', seenBy: ['you', 'own', 'parties', 'secretariat'], kept: ['account', 'idle'] },
	email: {
		columns: of('person', 'email email_verified'),
		basis: 'task',
		seenBy: ['you', 'administrators'],
		kept: ['account', 'idle']
	},
	language: { columns: ['person.language'], basis: 'task', seenBy: ['nobody'], kept: ['account', 'idle'] },
	number: { columns: of('person', 'id merged_into erased_at'), basis: 'task', seenBy: ['you', 'secretariat'], kept: ['ever'] },
	visit: {
		columns: of('person', 'seen_at created_at updated_at reminded_at'),
		basis: 'task',
		seenBy: ['you', 'secretariat'],
		kept: ['account', 'idle']
	},
	holding: {
		columns: of('holding', 'person_id since until motion_id given_by'),
		basis: 'task',
		seenBy: ['you', 'own', 'parties', 'secretariat'],
		kept: ['ever']
	},
	consent: {
		columns: of('consent', 'person_id purpose wording given_at withdrawn_at'),
		basis: 'consent',
		seenBy: ['everyone'],
		kept: ['removed', 'consent']
	},
	act: {
		columns: [
			...of('history', 'person_id office_id by act record record_id before after why at'),
			...of('evidence', 'reviewed_by reviewed_at why'),
			...of('study', 'drafted_by drafted_at'),
			...of('sentence', 'reworded_by reworded_at'),
			...of('party_status', 'imported_by imported_at'),
			...of('correction_request', 'taken_by settled_by settled_at answer'),
			...of('specificity', 'reviewed_by reviewed_at'),
			...of('reviewed_passage', 'by at'),
			...of('coding_project', 'made_by made_at closed_at'),
			...of('coding_passage', 'settled_by settled_at'),
			...of('codebook_version', 'made_by made_at why'),
			...of('codebook_offer', 'answered_by answered_at'),
			...of('codebook_change', 'made_by made_at settled_by settled_at why input'),
			...of('evidence_flag', 'settled_by settled_at'),
			...of('reply_period', 'opened_by opened_at closed_by closed_at'),
			...of('objection', 'decided_by settled_by settled_at answer'),
			...of('machine', 'added_by added_at used_by used_at retired_by retired_at'),
			'evidence_fold.content'
		],
		basis: 'task',
		seenBy: ['you', 'own', 'secretariat'],
		kept: ['ever']
	},
	motion: {
		columns: of('motion', 'input why note_name note moved_by moved_at settled_by settled_at'),
		basis: 'task',
		seenBy: ['secretariat'],
		kept: ['refused-note', 'note']
	},
	disclosure: {
		columns: of('disclosure', 'at person_id office_id document_id passages way passage_id day'),
		basis: 'task',
		seenBy: ['you', 'owner', 'secretariat'],
		kept: ['disclosure']
	},
	request: {
		columns: of('correction_request', 'asked_by asked_at wrong should source email secret'),
		basis: 'task',
		seenBy: ['you', 'secretariat', 'owner'],
		kept: ['request-address', 'record']
	},
	objection: {
		columns: of('objection', 'made_by made_at reason wanted_quote rejoinder rejoined_by rejoined_at'),
		basis: 'task',
		seenBy: ['own', 'secretariat'],
		kept: ['record']
	},
	coding: {
		columns: [
			...of('coding_coder', 'person_id added_at'),
			...of('coding_task', 'person_id state states particulars begun_at done_at'),
			...of('task_code', 'verdict concept_id stance start_at end_at quote made_at'),
			...of('passed_over', 'person_id passage_id at')
		],
		basis: 'task',
		seenBy: ['you', 'secretariat'],
		kept: ['record']
	},
	post: {
		columns: of('concept_post', 'body posted_by posted_at closed_by closed_at'),
		basis: 'task',
		seenBy: ['own', 'parties', 'secretariat'],
		kept: ['record']
	},
	memo: { columns: of('memo', 'body written_by written_at'), basis: 'task', seenBy: ['own', 'secretariat'], kept: ['removed', 'record'] },
	edit: { columns: of('edit', 'person_id began words why set_aside_at'), basis: 'task', seenBy: ['you'], kept: ['edit'] },
	job: {
		columns: [...of('job', 'asked_by asked_at input outcome'), ...of('upload', 'name content')],
		basis: 'task',
		seenBy: ['you', 'secretariat'],
		kept: ['upload', 'job']
	},
	mail: {
		columns: of('mail', 'recipient language subject body state tries asked_at next_try_at sent_at problem'),
		basis: 'task',
		seenBy: ['you'],
		kept: ['mail-words', 'mail']
	},
	session: {
		columns: of('session', 'person_id token means expires_at ip_address user_agent created_at updated_at'),
		basis: 'task',
		seenBy: ['you'],
		kept: ['removed', 'session']
	},
	proof: { columns: of('proof', 'identifier value expires_at created_at updated_at'), basis: 'task', seenBy: ['nobody'], kept: ['proof'] },
	passkey: {
		columns: [
			...of('passkey', 'name public_key person_id credential_id counter device_type backed_up transports aaguid created_at'),
			'person.needs_passkey'
		],
		basis: 'task',
		seenBy: ['you'],
		kept: ['removed', 'account']
	},
	credential: {
		columns: [
			...of(
				'credential',
				'person_id account_id provider_id issuer access_token refresh_token id_token scope password created_at updated_at'
			),
			...of('credential', 'access_token_expires_at refresh_token_expires_at'),
			'person.image'
		],
		basis: 'task',
		seenBy: ['nobody'],
		kept: ['removed', 'account']
	},
	rate: { columns: of('rate', 'key window_start count'), basis: 'task', seenBy: ['nobody'], kept: ['rate'] }
} as const satisfies Record<string, Purpose>;
export type PersonalField = keyof typeof purposes;
export const personalFields = Object.keys(purposes) as PersonalField[];

/** The other columns of the tables above: they tell nothing about a person. */
export const notPersonal: readonly string[] = [
	...of('session', 'id'),
	...of('credential', 'id'),
	...of('proof', 'id'),
	...of('passkey', 'id'),
	...of('holding', 'id office_id'),
	...of('motion', 'id kind state'),
	...of('consent', 'id'),
	...of('mail', 'id'),
	...of('history', 'id'),
	...of('edit', 'id record record_id'),
	...of('disclosure', 'id'),
	...of('job', 'id kind state done total changed_at party'),
	...of('upload', 'id job_id'),
	...of('evidence', 'id passage_id concept_id stance start_at end_at quote confidence status coder_id proposed_at replaces level'),
	...of('study', 'id language filters level'),
	...of('sentence', 'id study_id position section said body recipe paragraph item written'),
	...of('party_status', 'id iso3 status since source mark'),
	...of('correction_request', 'id about about_id page document_id passage_id study_id sentence_id language state answer_language shown_at'),
	...of('specificity', 'passage_id coder_id states score kind sector item quantity place time level'),
	...of('reviewed_passage', 'passage_id by_chance project_id'),
	...of(
		'machine',
		'coder_id kind state origin made_on seed digest codebook_version learning_version trained_on measures words passages model model_digest'
	),
	...of('codebook_version', 'version number content parent origin'),
	...of('codebook_offer', 'version offered_at taken'),
	...of('codebook_change', 'id kind state concept_id made_on version'),
	...of('evidence_flag', 'id evidence_id reason concept_id suggestion flagged_at outcome'),
	...of('evidence_fold', 'evidence_id folded_id folded_at'),
	...of('concept_post', 'id concept_id reply_to language'),
	...of('reply_period', 'id document_id party closes_on reminded_at outcome'),
	...of(
		'objection',
		'id period_id document_id passage_id party kind evidence_id concept_id stance start_at end_at quote wanted_concept_id'
	),
	...of('objection', 'wanted_stance language state effect evidence_now answer_language rejoinder_language shown_at'),
	...of(
		'coding_project',
		'id title language purpose codebook_version schemes rule double_share blind shows_proposals random_share draw seed'
	),
	...of('coding_passage', 'project_id passage_id position part stratum doubles'),
	...of('coding_coder', 'project_id'),
	...of('coding_task', 'id project_id passage_id'),
	...of('task_code', 'id task_id evidence_id'),
	...of('memo', 'id document_id passage_id start_at end_at concept_id project_id party organisation_id language')
];

/** Tables in which no person occurs: countries, the codebook, what Parties wrote, the platform's own accounts of itself. */
export const impersonalTables: readonly string[] = [
	...[
		'codebook',
		'codebook_member',
		'concept_snapshot',
		'coder',
		'machine_passage',
		'machine_code',
		'concept',
		'concept_text',
		'wording',
		'migration',
		'region',
		'region_name',
		'party',
		'party_name'
	],
	...[
		'organisation',
		'office',
		'deadline',
		'original',
		'document',
		'passage',
		'sentence_source',
		'coding_stratum',
		'seal',
		'unsealed',
		'counted_write'
	]
];
