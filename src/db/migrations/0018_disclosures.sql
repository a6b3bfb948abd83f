-- A disclosure says that someone outside its own Party or organisation was shown something closed: a document, or one passage of it. One
-- line for each record, person, way and day, however often it was shown. Lines of before have no day, and count the passages of a page.

alter table disclosure add column passage_id integer references passage on delete cascade;
alter table disclosure add column day date;
comment on column disclosure.passages is 'how many closed passages were shown: none where only the name and the particulars of a document were';
create unique index disclosure_once on disclosure (person_id, document_id, passage_id, way, day) nulls not distinct where day is not null;
