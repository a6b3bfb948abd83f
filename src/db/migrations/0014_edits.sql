-- An edit is what someone wrote while another changed the same words. It is set aside, so that nothing is lost, until its writer has chosen.
-- `began` holds the words that the writer had before them, `words` what they wrote.
-- A sentence that a person has reworded keeps beside it what was written from its recipe.

create table edit (
	id           integer generated always as identity primary key,
	record       text not null,
	record_id    integer not null,
	person_id    integer not null references person on delete cascade,
	began        jsonb not null,
	words        jsonb not null,
	why          text not null,
	set_aside_at timestamptz not null default now(),
	unique (record, record_id, person_id)
);

alter table sentence add column written text;
alter table sentence add column reworded_by text;
alter table sentence add column reworded_at timestamptz;
alter table sentence add check ((written is null) = (reworded_by is null) and (reworded_by is null) = (reworded_at is null));
comment on column sentence.written is 'what was written from the recipe, where a person has put other words in its place';
