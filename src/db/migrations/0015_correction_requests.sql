-- A correction request says what someone finds wrong in a record, and what it should say. Anyone may send one, and keeps its number and a secret,
-- of which only the hash is here. Who may settle it takes it, and accepts or refuses it with an answer. Its words are a stranger's: only the
-- secretariat, the document's own Party and whoever sent it read them, until it is settled and shown.
-- It is about the record of that kind and id, which stands on that page. It is read no further than the document, passage, study or sentence
-- in which the record stands; a kind without these is open to everyone.
-- The history keeps none of its words, for nothing is ever taken out of the history. The mail address is forgotten once the answer is sent.

create type correction_state as enum ('sent', 'taken', 'accepted', 'refused');

create table correction_request (
	id              integer generated always as identity primary key,
	about           text not null check (about ~ '^[a-z-]+$'),
	about_id        text not null check (about_id <> ''),
	page            text not null,
	document_id     integer references document on delete cascade,
	passage_id      integer references passage on delete cascade,
	study_id        integer references study on delete cascade,
	sentence_id     integer references sentence on delete cascade,
	language        language not null,
	wrong           text not null check (wrong <> ''),
	should          text,
	source          text,
	email           text,
	secret          text not null unique,
	asked_by        text not null,
	asked_at        timestamptz not null default now(),
	state           correction_state not null default 'sent',
	taken_by        text,
	answer          text,
	answer_language language,
	settled_by      text,
	settled_at      timestamptz,
	shown_at        timestamptz,
	check ((state = 'taken') <= (taken_by is not null)),
	check ((state in ('accepted', 'refused')) = (answer is not null)),
	check ((answer is null) = (answer_language is null) and (answer is null) = (settled_by is null) and (answer is null) = (settled_at is null)),
	check (shown_at is null or settled_at is not null),
	check (email is null or settled_at is null)
);
create index correction_request_open on correction_request (id) where settled_at is null;
create index correction_request_record on correction_request (about, about_id);
comment on column correction_request.page is 'the address of the page below the language, such as documents/1/passages/10';
comment on column correction_request.language is 'the language in which the request is written';
comment on column correction_request.email is 'where the answer is to be sent, for nothing else';
comment on column correction_request.shown_at is 'since when everyone who may read the record may read the request and its answer';

create trigger history_correction_request after insert or update or delete on correction_request for each row execute function keep_history('{wrong,should,source,email,secret,answer}');
