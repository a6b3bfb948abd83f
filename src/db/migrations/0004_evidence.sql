-- Evidence says: these characters of this passage speak of this concept, with this stance.
-- Offsets count UTF-16 code units, as JavaScript strings do; the end is exclusive; the quote is what stands between them.
-- A coder proposes: the machine is one, named and versioned; a person is another. A reviewer settles.
-- A change by a person is a new row that replaces the old one, which is then refused.
-- Specificity says which of six particulars a passage names, of those that make a need answerable.

create type stance as enum ('challenge', 'need', 'progress', 'plan', 'offer', 'none');
create type evidence_status as enum ('proposed', 'accepted', 'refused');
create type coder_kind as enum ('machine', 'person');

create table coder (
	id      integer generated always as identity primary key,
	name    text not null,
	version text not null,
	kind    coder_kind not null,
	unique (name, version)
);

create table evidence (
	id          integer generated always as identity primary key,
	passage_id  integer not null references passage on delete cascade,
	concept_id  text not null references concept,
	stance      stance not null,
	start_at    integer not null check (start_at >= 0),
	end_at      integer not null check (end_at > start_at),
	quote       text not null,
	confidence  real not null check (confidence between 0 and 1),
	why         jsonb not null,
	status      evidence_status not null default 'proposed',
	coder_id    integer not null references coder,
	proposed_at timestamptz not null default now(),
	reviewed_by text,
	reviewed_at timestamptz,
	replaces    integer references evidence,
	check ((status = 'proposed') = (reviewed_by is null)),
	check ((reviewed_by is null) = (reviewed_at is null))
);
create index evidence_passage on evidence (passage_id);
create index evidence_concept on evidence (concept_id, stance) where status <> 'refused';

create table specificity (
	passage_id integer primary key references passage on delete cascade,
	coder_id   integer not null references coder,
	states     boolean not null,
	score      smallint not null check (score between 0 and 6),
	kind       text,
	sector     text,
	item       text,
	quantity   text,
	place      text,
	time       text
);
comment on column specificity.states is 'the passage states a challenge or a need, so that its specificity counts';
