-- Every version of the codebook is kept whole, and never changes. A version names its content: which concepts it has, in which order, each as a
-- snapshot that is named by the hash of its own content, so that versions share what is the same in both. `codebook` says which versions
-- were in use and since when; the last of them is in use.
-- A retired concept is neither proposed nor chosen any more. It stays readable, and says by what it is replaced.

create type codebook_origin as enum ('files', 'people');

create table concept_snapshot (
	digest  text primary key check (digest ~ '^[0-9a-f]{64}$'),
	content jsonb not null
);

create table codebook_version (
	version text primary key,
	number  integer not null unique generated always as identity,
	content text not null check (content ~ '^[0-9a-f]{64}$'),
	parent  text references codebook_version,
	origin  codebook_origin not null,
	made_by text not null,
	made_at timestamptz not null default now(),
	why     text not null default ''
);
create index codebook_version_content on codebook_version (content);
comment on column codebook_version.number is 'the order in which versions came to this site; elsewhere the same version has another';
comment on column codebook_version.content is 'the hash of the members; the version of files is the hash of the files, that of people the beginning of this one';
comment on column codebook_version.parent is 'the version that it was made from; of files, the files before';

create table codebook_member (
	version    text not null references codebook_version,
	concept_id text not null,
	position   integer not null,
	digest     text not null references concept_snapshot,
	primary key (version, concept_id)
);
create index codebook_member_concept on codebook_member (concept_id, digest);

create function refuse_changing_versions() returns trigger language plpgsql as $$ begin
	raise exception 'a version of the codebook never changes'; end $$;
create trigger concept_snapshot_stays before update or delete on concept_snapshot for each row execute function refuse_changing_versions();
create trigger codebook_version_stays before update or delete on codebook_version for each row execute function refuse_changing_versions();
create trigger codebook_member_stays before update or delete on codebook_member for each row execute function refuse_changing_versions();

alter table concept add column retired_at timestamptz;
alter table concept add column replaced_by text[] not null default '{}';
alter table concept add check (retired_at is not null or replaced_by = '{}');

-- A shipped version that was not taken into use by itself, since people had changed what was in use.
create table codebook_offer (
	version     text primary key references codebook_version,
	offered_at  timestamptz not null default now(),
	taken       boolean,
	answered_by text,
	answered_at timestamptz,
	check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (taken is null))
);

-- A change is drafted on a version, looked at in a preview, and then confirmed, by which a new version comes into use, or dropped.
create type codebook_change_kind as enum ('reword', 'move', 'merge', 'split', 'retire', 'restore', 'adopt');
create type codebook_change_state as enum ('draft', 'confirmed', 'dropped');

create table codebook_change (
	id         integer generated always as identity primary key,
	kind       codebook_change_kind not null,
	state      codebook_change_state not null default 'draft',
	concept_id text,
	input      jsonb not null,
	made_on    text not null references codebook_version,
	version    text references codebook_version,
	made_by    text not null,
	made_at    timestamptz not null default now(),
	settled_by text,
	settled_at timestamptz,
	why        text,
	check ((state = 'draft') = (settled_at is null) and (settled_at is null) = (settled_by is null)),
	check ((state = 'confirmed') = (version is not null) and (version is null or why <> ''))
);
create index codebook_change_concept on codebook_change (concept_id);
create index codebook_change_draft on codebook_change (id) where state = 'draft';
comment on column codebook_change.concept_id is 'what is changed; nothing where a whole version is taken into use';
comment on column codebook_change.version is 'the version that came of it';

-- Accepted evidence that a change left behind: a person says what it speaks of now.
create type evidence_flag_reason as enum ('retired', 'split');
create type evidence_flag_outcome as enum ('moved', 'kept', 'refused', 'restored');

create table evidence_flag (
	id          integer generated always as identity primary key,
	evidence_id integer not null references evidence on delete cascade,
	reason      evidence_flag_reason not null,
	concept_id  text not null,
	suggestion  text,
	flagged_at  timestamptz not null default now(),
	outcome     evidence_flag_outcome,
	settled_by  text,
	settled_at  timestamptz,
	check ((outcome is null) = (settled_by is null) and (outcome is null) = (settled_at is null))
);
create unique index evidence_flag_open on evidence_flag (evidence_id) where outcome is null;
comment on column evidence_flag.concept_id is 'the concept that the evidence speaks of when it is flagged';
comment on column evidence_flag.suggestion is 'the new concept of which a wording stands in the quote';

-- Two pieces of evidence that came to say the same are folded into one; what the other one was is kept whole.
create table evidence_fold (
	evidence_id integer not null references evidence on delete cascade,
	folded_id   integer primary key,
	content     jsonb not null,
	folded_at   timestamptz not null default now()
);
create index evidence_fold_evidence on evidence_fold (evidence_id);

create table concept_post (
	id         integer generated always as identity primary key,
	concept_id text not null,
	reply_to   integer references concept_post,
	language   language not null,
	body       text not null check (body <> ''),
	posted_by  text not null,
	posted_at  timestamptz not null default now(),
	closed_by  text,
	closed_at  timestamptz,
	check ((closed_by is null) = (closed_at is null) and (closed_by is null or reply_to is null))
);
create index concept_post_concept on concept_post (concept_id, id);
comment on table concept_post is 'what people who code say about a concept: a question, open or closed, or a reply to one';

create trigger history_codebook_version after insert on codebook_version for each row execute function keep_history('{}', 'version');
create trigger history_codebook_change after insert or update or delete on codebook_change for each row execute function keep_history('{input}');
create trigger history_evidence_flag after update on evidence_flag for each row execute function keep_history();
create trigger history_concept_post after insert or update or delete on concept_post for each row execute function keep_history('{body}');
