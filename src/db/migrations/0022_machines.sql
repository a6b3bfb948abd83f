-- A machine is a coder that is no person: the rules over a version of the codebook, a classifier that has learnt from passages which people
-- have read whole, or a language model that was asked. Of classifiers one is in use; where none is, the rules propose alone. A language
-- model in use proposes beside it. A machine that is retired stays, with all that it said.
-- What each machine says of a passage is kept beside evidence, whatever people decide, so that machines can be compared and counted.

create type machine_kind as enum ('rules', 'classifier', 'language-model');
create type machine_state as enum ('trained', 'in-use', 'retired');
create type machine_origin as enum ('shipped', 'trained', 'received', 'asked');

create table machine (
	coder_id         integer primary key references coder,
	kind             machine_kind not null,
	state            machine_state not null default 'trained',
	origin           machine_origin not null,
	made_on          date not null,
	seed             integer,
	digest           text check (digest ~ '^[0-9a-f]{64}$'),
	codebook_version text not null,
	learning_version integer,
	trained_on       jsonb,
	measures         jsonb,
	words            jsonb,
	passages         integer[] not null default '{}',
	model            bytea,
	model_digest     text check (model_digest ~ '^[0-9a-f]{64}$'),
	added_by         text not null,
	added_at         timestamptz not null default now(),
	used_by          text,
	used_at          timestamptz,
	retired_by       text,
	retired_at       timestamptz,
	check ((kind = 'classifier') = (model is not null) and (model is null) = (model_digest is null)),
	check ((used_by is null) = (used_at is null) and (retired_by is null) = (retired_at is null)),
	check (state <> 'in-use' or used_at is not null),
	check (state <> 'retired' or retired_at is not null)
);
create unique index machine_in_use on machine (kind) where state = 'in-use' and kind = 'classifier';
comment on column machine.made_on is 'the day from which it is: of a classifier, of its training';
comment on column machine.digest is 'of a classifier, of the set that it was trained on; of a language model, of what it is asked with';
comment on column machine.codebook_version is 'the version over which it was made, perhaps of another site';
comment on column machine.words is 'by label and language, the words that speak most for it';
comment on column machine.passages is 'the passages of this site that it has learnt from';
comment on column machine.model is 'compressed; its digest is of what it unpacks to';

create table machine_passage (
	coder_id   integer not null references coder,
	passage_id integer not null references passage on delete cascade,
	states     boolean not null,
	score      smallint not null check (score between 0 and 6),
	doubt      real not null default 0 check (doubt between 0 and 1),
	invented   integer not null default 0,
	read_at    timestamptz not null default now(),
	primary key (coder_id, passage_id)
);
create index machine_passage_passage on machine_passage (passage_id);
comment on table machine_passage is 'a passage that a machine has read, whatever it said of it';
comment on column machine_passage.doubt is 'how near the machine was, at most, to saying the contrary of something; 1 where it might as well have';
comment on column machine_passage.invented is 'codes that were refused unseen: their quote is not in the passage, or there is no such concept or stance';

create table machine_code (
	id         integer generated always as identity primary key,
	coder_id   integer not null,
	passage_id integer not null,
	concept_id text not null references concept,
	stance     stance not null,
	start_at   integer not null check (start_at >= 0),
	end_at     integer not null check (end_at > start_at),
	quote      text not null,
	confidence real not null check (confidence between 0 and 1),
	why        jsonb not null,
	foreign key (coder_id, passage_id) references machine_passage on delete cascade
);
create index machine_code_passage on machine_code (passage_id, coder_id);
create index machine_code_coder on machine_code (coder_id, concept_id);

create trigger history_machine after insert or update on machine for each row execute function keep_history('{model,measures,words,trained_on,passages}', 'coder_id');
