-- A coding project gives a set of passages to named coders under one version of the codebook. How the passages were drawn is kept, with the
-- size of each stratum, so that what is measured on them can be carried over to all that they were drawn from.
-- Each coder has a task for each passage that they code. In a single task what the coder says becomes evidence as soon as it is done; where
-- a passage is coded twice, once both are done and agree, or once a third person has settled it.
-- A code of a task stands on a proposal (accepted or refused), or is the coder's own. Offsets count UTF-16 code units, as in evidence.

create type coding_rule as enum ('single', 'double', 'double-share');
create type coding_part as enum ('sample', 'audit');
create type task_state as enum ('waiting', 'skipped', 'done');
create type task_verdict as enum ('accepted', 'refused', 'added');

create table coding_project (
	id               integer generated always as identity primary key,
	title            text not null check (title <> ''),
	language         language not null,
	purpose          text not null default '',
	codebook_version text not null references codebook,
	schemes          text[] not null check (cardinality(schemes) > 0),
	rule             coding_rule not null,
	double_share     real not null default 1 check (double_share between 0 and 1),
	blind            boolean not null default true,
	shows_proposals  boolean not null default true,
	random_share     real not null default 0.2 check (random_share between 0 and 1),
	draw             jsonb not null,
	seed             integer not null,
	made_by          text not null,
	made_at          timestamptz not null default now(),
	closed_at        timestamptz
);
comment on column coding_project.language is 'the language in which title and purpose are written';
comment on column coding_project.blind is 'coders see nothing of each other''s work on a passage until all its tasks are done';
comment on column coding_project.shows_proposals is 'coders see what the machine proposes';
comment on column coding_project.random_share is 'the share of each coder''s queue that is in random order rather than by doubt';
comment on column coding_project.draw is 'how the passages were drawn: filters, sizes, shares';

create table coding_stratum (
	project_id integer not null references coding_project on delete cascade,
	part       coding_part not null,
	stratum    text not null,
	passages   integer not null check (passages >= drawn),
	drawn      integer not null check (drawn >= 0),
	primary key (project_id, part, stratum)
);
comment on column coding_stratum.stratum is 'language, UN group and kind of document, such as fr/africa/national-report';
comment on column coding_stratum.passages is 'how many there were to draw from';

create table coding_coder (
	project_id integer not null references coding_project on delete cascade,
	person_id  integer not null references person,
	added_at   timestamptz not null default now(),
	primary key (project_id, person_id)
);

create table coding_passage (
	project_id integer not null references coding_project on delete cascade,
	passage_id integer not null references passage on delete cascade,
	position   integer not null,
	part       coding_part not null,
	stratum    text not null,
	doubles    boolean not null,
	settled_by text,
	settled_at timestamptz,
	primary key (project_id, passage_id),
	unique (project_id, position),
	check ((settled_by is null) = (settled_at is null))
);
create index coding_passage_passage on coding_passage (passage_id);
comment on column coding_passage.position is 'in random order';

create table coding_task (
	id          integer generated always as identity primary key,
	project_id  integer not null,
	passage_id  integer not null,
	person_id   integer not null,
	state       task_state not null default 'waiting',
	states      boolean,
	particulars jsonb,
	begun_at    timestamptz,
	done_at     timestamptz,
	unique (project_id, passage_id, person_id),
	foreign key (project_id, passage_id) references coding_passage on delete cascade,
	foreign key (project_id, person_id) references coding_coder,
	check ((state = 'done') = (done_at is not null))
);
create index coding_task_person on coding_task (person_id, state);
comment on column coding_task.states is 'whether the coder says that the passage states a challenge or a need; null as long as they have not said';
comment on column coding_task.particulars is 'the six particulars as the coder corrected them; null where the machine''s stand';

create table task_code (
	id          integer generated always as identity primary key,
	task_id     integer not null references coding_task on delete cascade,
	evidence_id integer references evidence on delete set null,
	verdict     task_verdict not null,
	concept_id  text not null references concept,
	stance      stance not null,
	start_at    integer not null check (start_at >= 0),
	end_at      integer not null check (end_at > start_at),
	quote       text not null,
	made_at     timestamptz not null default now()
);
create index task_code_task on task_code (task_id);

-- A passage that someone has read whole: what stands accepted is all that there is to code. Only such passages teach a machine or measure it.
-- It counts towards measures only where chance, not its looks, put it before the reader.

create table reviewed_passage (
	passage_id integer primary key references passage on delete cascade,
	by         text not null,
	at         timestamptz not null default now(),
	by_chance  boolean not null,
	project_id integer references coding_project on delete set null
);

create table passed_over (
	person_id  integer not null references person on delete cascade,
	passage_id integer not null references passage on delete cascade,
	at         timestamptz not null default now(),
	primary key (person_id, passage_id)
);
comment on table passed_over is 'a passage of the common queue that someone skipped: it comes last for them';

alter table specificity add column reviewed_by text;
alter table specificity add column reviewed_at timestamptz;
alter table specificity add constraint specificity_reviewed check ((reviewed_by is null) = (reviewed_at is null));

-- A memo is a note to oneself and to those who code the same things; it is no part of the record that it is about.

create table memo (
	id              integer generated always as identity primary key,
	document_id     integer references document on delete cascade,
	passage_id      integer references passage on delete cascade,
	start_at        integer,
	end_at          integer,
	concept_id      text references concept,
	project_id      integer references coding_project on delete cascade,
	party           text references party,
	organisation_id integer references organisation,
	language        language not null,
	body            text not null check (body <> ''),
	written_by      text not null,
	written_at      timestamptz not null default now(),
	check ((start_at is null) = (end_at is null) and (start_at is null or (passage_id is not null and end_at > start_at))),
	check (passage_id is null or document_id is not null),
	check (document_id is not null or concept_id is not null or project_id is not null)
);
create index memo_document on memo (document_id, passage_id);
create index memo_concept on memo (concept_id);
comment on column memo.party is 'whose people read it: those of this Party or organisation, else the secretariat''s';

create trigger history_coding_project after insert or update or delete on coding_project for each row execute function keep_history();
create trigger history_coding_passage after update on coding_passage for each row when (old.settled_at is distinct from new.settled_at) execute function keep_history('{}', 'passage_id');
create trigger history_reviewed_passage after insert or delete on reviewed_passage for each row execute function keep_history('{}', 'passage_id');
create trigger history_specificity after update on specificity for each row when (new.reviewed_at is not null and old is distinct from new) execute function keep_history('{}', 'passage_id');
create trigger history_memo after update or delete on memo for each row execute function keep_history('{body}');
