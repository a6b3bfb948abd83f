-- A study is a draft written from figures. A sentence keeps its recipe: the query, filters, denominator and date
-- from which it can be written again. Its sources are the passages that it rests on.

create table study (
	id         integer generated always as identity primary key,
	language   language not null,
	filters    jsonb not null,
	drafted_at timestamptz not null default now(),
	drafted_by text not null
);

create table sentence (
	id       integer generated always as identity primary key,
	study_id integer not null references study on delete cascade,
	position integer not null,
	section  text not null,
	said     text not null,
	body     text not null,
	recipe   jsonb not null,
	unique (study_id, position)
);
comment on column sentence.said is 'the message key from which the sentence was written';

create table sentence_source (
	sentence_id integer not null references sentence on delete cascade,
	passage_id  integer not null references passage on delete cascade,
	primary key (sentence_id, passage_id)
);
