-- A concept is what we look for; concepts of one kind form a scheme (challenge, need, sector, source, enabler, plan, stance, cue, article).
-- A wording is one way to write a concept in one language:
--   alternative  says the concept wherever it stands
--   governed     says it only where a cue governs it ("lack of" governs "trained staff")
--   generic      says it, but only in general terms ("equipment"); generic wordings are among the alternatives
--   exclusion    contains one of the others and does not mean the concept
-- The codebook version names the whole; it is the hash of the files that it was loaded from.

create type wording_kind as enum ('alternative', 'governed', 'generic', 'exclusion');

create table codebook (
	version   text primary key,
	loaded_at timestamptz not null default now()
);

create table concept (
	id       text primary key check (id ~ '^[a-z]+/[a-z0-9-]+$'),
	scheme   text not null,
	broader  text references concept,
	notation text,
	mark     fact_mark,
	position integer not null
);
create index concept_scheme on concept (scheme);

create table concept_text (
	concept_id text not null references concept on delete cascade,
	language   language not null,
	label      text not null,
	definition text not null,
	include    text not null,
	exclude    text not null,
	examples   text[] not null,
	primary key (concept_id, language)
);

create table wording (
	concept_id text not null references concept on delete cascade,
	language   language not null,
	kind       wording_kind not null,
	position   integer not null,
	body       text not null,
	primary key (concept_id, language, kind, position)
);
