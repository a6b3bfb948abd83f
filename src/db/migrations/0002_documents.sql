-- An original is a file as it was received, known by the SHA-256 of its bytes; it never changes.
-- A document is one original read into passages. A new version of a report supersedes the old one, which stays.
-- A passage is the smallest piece we cite: a heading, paragraph, list item, table cell, footnote, question or answer,
-- in its original words and its own language, with the place where it stands. A language we do not code is null.
-- A cycle is a reporting period: the year in which the report is due, and whether it is the full or the short report.

create type document_kind as enum ('national-report', 'survey', 'project-report', 'mandate', 'other');
create type passage_kind as enum ('heading', 'paragraph', 'list-item', 'cell', 'footnote', 'question', 'answer');
create type file_format as enum ('docx', 'pdf', 'xlsx', 'csv', 'html', 'text', 'jsonl');

create table original (
	sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
	name        text not null,
	format      file_format not null,
	size        integer not null,
	content     bytea not null,
	received_at timestamptz not null default now()
);

create table document (
	id          integer generated always as identity primary key,
	title       text not null,
	party       text references party,
	kind        document_kind not null,
	cycle       text check (cycle ~ '^[0-9]{4}(-(full|short))?$'),
	language    language,
	original    text not null unique references original,
	supersedes  integer unique references document,
	page_count  integer,
	needs_ocr   boolean not null default false,
	is_sample   boolean not null default false,
	ingested_at timestamptz not null default now()
);
create index document_party on document (party);

create table passage (
	id          integer generated always as identity primary key,
	document_id integer not null references document on delete cascade,
	position    integer not null,
	kind        passage_kind not null,
	language    language,
	body        text not null,
	page        integer,
	heading     text,
	question    text,
	place       text,
	unique (document_id, position)
);
comment on column passage.heading is 'the heading under which the passage stands';
comment on column passage.question is 'the number of the question that the passage asks or answers, such as 14.3';
comment on column passage.place is 'the place inside the page: a cell such as Sheet1!B7, a table row, a paragraph number';
