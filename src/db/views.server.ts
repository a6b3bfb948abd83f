import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { together } from './connect.server.ts';
import type { Db } from './connect.server.ts';

const listed = (setting: string) => `any (string_to_array(current_setting('cinnabar.${setting}', true), ','))`;
const ownDocument = (name: string) =>
	`(${name}.party = ${listed('parties')} or ${name}.organisation_id::text = ${listed('organisations')})`;
const ofDocument = (key: string) => `exists (select from public.document of where of.id = ${key} and ${ownDocument('of')})`;
const ofPassage = (key: string) => `exists (select from public.passage inner join public.document of on of.id = passage.document_id
	where passage.id = ${key} and ${ownDocument('of')})`;
const officeOf = (key: string) => `exists (select from public.office of where of.id = ${key} and ${ownDocument('of')})`;
const me = `'person/' || t.id = current_setting('cinnabar.key', true)`;
const isToday = (name: string) => `(${name}.until is null or ${name}.until > now())`;
/** People who agreed to be named to everyone beside the offices that they hold, as long as they hold one. */
const isNamed = (key: string) => `(exists (select from public.consent where consent.person_id = ${key} and consent.purpose = 'public-name'
	and consent.withdrawn_at is null) and exists (select from public.holding h where h.person_id = ${key} and ${isToday('h')}))`;
const iAsked = `t.asked_by = current_setting('cinnabar.key', true)`;

const isMe = (column: string) => `'person/' || ${column} = current_setting('cinnabar.key', true)`;
/** Whether the reader still codes this passage in a blind coding project, so that what others say of it must not reach them. */
const codesBlind = (
	passage: string
) => `exists (select from public.coding_task mine inner join public.coding_project of on of.id = mine.project_id
	where mine.passage_id = ${passage} and of.blind and ${isMe('mine.person_id')} and exists (select from public.coding_task waiting
		where waiting.project_id = mine.project_id and waiting.passage_id = mine.passage_id and waiting.state <> 'done'))`;
const seenMemo = `(t.document_id is null or exists (select from {schema}.document seen where seen.id = t.document_id))
	and (t.passage_id is null or exists (select from {schema}.passage seen where seen.id = t.passage_id) and not ${codesBlind('t.passage_id')})`;
/** Memos are read by their writer, and by their writer's own people. */
const ownMemo = `(t.written_by = current_setting('cinnabar.key', true) and t.written_by like 'person/%' or ${seenMemo} and ${ownDocument('t')})`;
const seenProject = 'exists (select from {schema}.coding_project seen where seen.id = t.project_id)';
const iCode = `exists (select from public.coding_coder c where c.project_id = t.id and ${isMe('c.person_id')})`;

type Sights = { public: string; parties: string; secretariat: string };

/** What each level shows, and beyond it what is the reader's own. */
const byLevel = (own: string, column = 't.level'): Sights => ({
	public: `${column} = 'public' or ${own}`,
	parties: `${column} in ('public', 'parties') or ${own}`,
	secretariat: `${column} <> 'own' or ${own}`
});
const all = (condition: string): Sights => ({ public: condition, parties: condition, secretariat: condition });
const nothing = all('false');
const seenDocument = (key: string) => `exists (select from {schema}.document seen where seen.id = ${key})`;
const seenPassage = (key: string) => `exists (select from {schema}.passage seen where seen.id = ${key})`;

/** A request stands where its record stands: who does not see that, does not see the request. */
const whereItStands = [
	`(t.document_id is null or ${seenDocument('t.document_id')})`,
	`(t.passage_id is null or ${seenPassage('t.passage_id')})`,
	'(t.study_id is null or exists (select from {schema}.study seen where seen.id = t.study_id))',
	'(t.sentence_id is null or exists (select from {schema}.sentence seen where seen.id = t.sentence_id))'
].join(' and ');
// All visitors have one key, so that what one has asked is not what another has.
const shownOrMine = `(t.shown_at is not null or ${ofDocument('t.document_id')} or (t.asked_by like 'person/%' and ${iAsked}))`;

/**
 * Which rows of each table a reader sees, as conditions on `t`. A table that is in neither list is not there for readers. In the order
 * in which the views rest on each other.
 */
const closed: Record<string, Sights> = {
	document: byLevel(ownDocument('t')),
	passage: byLevel(ofDocument('t.document_id')),
	original: all('exists (select from {schema}.document seen where seen.original = t.sha256)'),
	evidence: byLevel(ofPassage('t.passage_id')),
	specificity: byLevel(ofPassage('t.passage_id')),
	machine_passage: all(seenPassage('t.passage_id')),
	machine_code: all(seenPassage('t.passage_id')),
	evidence_flag: all('exists (select from {schema}.evidence seen where seen.id = t.evidence_id)'),
	study: byLevel('false'),
	// A sentence that rests on what was closed since is withheld: its words may quote it.
	sentence: all(`exists (select from {schema}.study seen where seen.id = t.study_id)
		and not exists (select from public.passage p inner join public.sentence_source s on s.passage_id = p.id
			where p.level <> 'public' and s.sentence_id = t.id and not exists (select from {schema}.passage seen where seen.id = p.id))`),
	sentence_source: all(`${seenPassage('t.passage_id')} and exists (select from {schema}.sentence seen where seen.id = t.sentence_id)`),
	job: { public: iAsked, parties: iAsked, secretariat: `t.party is null or ${iAsked}` },
	upload: all('exists (select from {schema}.job seen where seen.id = t.job_id)'),
	person: {
		public: `${me} or ${isNamed('t.id')}`,
		parties: `${me} or ${isNamed('t.id')} or exists (select from public.holding inner join public.office on office.id = holding.office_id
			where holding.person_id = t.id and ${isToday('holding')} and office.kind in ('focal-point', 'secretariat-administrator', 'analyst', 'partner'))
			or exists (select from public.holding where holding.person_id = t.id and ${officeOf('holding.office_id')})`,
		secretariat: 'true'
	},
	holding: {
		public: `${isToday('t')} and ${isNamed('t.person_id')}`,
		parties: 'exists (select from {schema}.person seen where seen.id = t.person_id)',
		secretariat: 'true'
	},
	deadline: { public: 'false', parties: officeOf('t.office_id'), secretariat: 'true' },
	motion: { public: 'false', parties: 'false', secretariat: 'true' },
	correction_request: { ...all(`${shownOrMine} and ${whereItStands}`), secretariat: whereItStands },
	coding_project: { public: iCode, parties: iCode, secretariat: 'true' },
	coding_stratum: all(seenProject),
	coding_coder: all(seenProject),
	coding_passage: all(`${seenProject} and ${seenPassage('t.passage_id')}`),
	coding_task: all(`${seenProject} and ${seenPassage('t.passage_id')} and (${isMe('t.person_id')} or not ${codesBlind('t.passage_id')})`),
	task_code: all('exists (select from {schema}.coding_task seen where seen.id = t.task_id)'),
	reviewed_passage: all(seenPassage('t.passage_id')),
	passed_over: all(isMe('t.person_id')),
	memo: {
		public: ownMemo,
		parties: ownMemo,
		secretariat: `${ownMemo} or ${seenMemo} and t.party is null and t.organisation_id is null`
	},
	reply_period: all(seenDocument('t.document_id')),
	objection: all(seenPassage('t.passage_id')),
	disclosure: { public: ofDocument('t.document_id'), parties: ofDocument('t.document_id'), secretariat: seenDocument('t.document_id') }
};

/** A file is given out only to who may read every passage of it. */
const wholeFile = `not exists (select from public.document of inner join public.passage p on p.document_id = of.id
	where of.original = t.sha256 and p.level <> 'public' and not exists (select from {schema}.passage seen where seen.id = p.id))`;
const seesObjection = `('{schema}' = 'read_secretariat' or t.shown_at is not null or ${ofDocument('t.document_id')})`;
const wordsOfObjection =
	`kind decided_by wanted_concept_id wanted_stance wanted_quote language reason made_by answer answer_language settled_by
	rejoinder rejoinder_language rejoined_by`
		.split(/\s+/)
		.map((column) => `case when ${seesObjection} then t.${column} end as ${column}`)
		.join(', ');
const columns: Partial<Record<string, string>> = {
	original: `t.sha256, t.name, t.format, t.size, case when ${wholeFile} then t.content end as content, t.received_at`,
	// Contacts are for whoever may see them, through a verb that checks it; when someone was last here is for the secretariat's alarms.
	person: `t.id, t.name, case when ${me} then t.email else '' end as email, ${me} and t.email_verified as email_verified,
		case when ${me} then t.image end as image, case when ${me} then t.language end as language, ${me} and t.needs_passkey as needs_passkey,
		t.merged_into, t.erased_at, case when ${me} or '{schema}' = 'read_secretariat' then t.seen_at end as seen_at,
		t.created_at, t.updated_at, case when ${me} then t.reminded_at end as reminded_at`,
	// That a Party objects is seen where the passage is; its words and what was answered are for itself and the secretariat until it shows them.
	objection: `t.id, t.period_id, t.document_id, t.passage_id, t.party, t.evidence_id, t.concept_id, t.stance, t.start_at, t.end_at, t.quote, t.made_at,
		t.state, t.settled_at, t.rejoined_at, t.shown_at, t.effect, t.evidence_now, ${wordsOfObjection}`,
	// Of the mail address only that there is one; of the secret nothing.
	correction_request: `t.id, t.about, t.about_id, t.page, t.document_id, t.passage_id, t.study_id, t.sentence_id, t.language, t.wrong, t.should,
		t.source, case when t.email is not null then '*' end as email, '*' as secret, t.asked_by, t.asked_at, t.state, t.taken_by, t.answer,
		t.answer_language, t.settled_by, t.settled_at, t.shown_at`
};

/** What everyone may see whole. */
export const openTables = new Set([
	'region',
	'region_name',
	'party',
	'party_name',
	'party_status',
	'codebook',
	'codebook_version',
	'codebook_member',
	'codebook_offer',
	'codebook_change',
	'concept_snapshot',
	'concept',
	'concept_text',
	'wording',
	'coder',
	'machine',
	'organisation',
	'office',
	'counted_write',
	'migration'
]);
/** What no reader sees at all: secrets, and what belongs to the platform. Only verbs that check the actor touch them. */
const hidden = new Set([
	'session',
	'credential',
	'proof',
	'passkey',
	'consent',
	'edit',
	'history',
	'unsealed',
	'seal',
	'mail',
	'rate',
	'evidence_fold',
	'concept_post'
]);

const levels = ['public', 'parties', 'secretariat'] as const;

/** Makes a schema for each level in which every table with closed rows is a view; again whenever tables have changed. */
export async function makeViews(db: Db): Promise<void> {
	const { rows } = await sql<{ name: string; columns: string }>`
		select table_name as name, string_agg(column_name || ' ' || udt_name, ',' order by ordinal_position) as columns
		from information_schema.tables inner join information_schema.columns using (table_schema, table_name)
		where table_schema = 'public' and table_type = 'BASE TABLE' group by table_name order by table_name`.execute(db);
	const names = new Set(rows.map(({ name }) => name));
	const strange = [...names].filter((name) => !(name in closed) && !openTables.has(name) && !hidden.has(name));
	if (strange.length > 0) throw new Error(`tables that no one has said who may read: ${strange.join(', ')}`);
	const statements = levels.flatMap((level) => viewsOf(level, names));
	const version = createHash('sha256')
		.update(JSON.stringify([rows, statements]))
		.digest('hex');
	await together(db, async (tx) => {
		await sql`lock table migration in exclusive mode`.execute(tx);
		const made = await sql<{ version: string | null }>`
			select obj_description(oid, 'pg_namespace') as version from pg_namespace where nspname = 'read_public'`.execute(tx);
		if (made.rows[0]?.version === version) return;
		for (const statement of statements) await sql.raw(statement).execute(tx);
		await sql.raw(`comment on schema read_public is '${version}'`).execute(tx);
	});
}

function viewsOf(level: (typeof levels)[number], names: ReadonlySet<string>): string[] {
	const schema = `read_${level}`;
	const view = (name: string, condition: string) =>
		`create view ${schema}.${name} as select ${columns[name] ?? 't.*'} from public.${name} t where ${condition}`.replaceAll(
			'{schema}',
			schema
		);
	return [
		`drop schema if exists ${schema} cascade`,
		`create schema ${schema}`,
		...Object.entries(closed).flatMap(([name, sights]) => (names.has(name) ? [view(name, sights[level])] : [])),
		...[...hidden].filter((name) => names.has(name)).map((name) => view(name, nothing[level]))
	];
}
