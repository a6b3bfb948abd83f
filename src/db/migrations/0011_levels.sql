-- A document is a draft until its Party's office submits and publishes it. A level says who may read:
--   public: everyone; parties: the Parties and the secretariat; secretariat: its own Party and the secretariat; own: its own Party or organisation alone.
-- A passage may be closed further than its document, never less. Evidence and specificity are read where their passage is; a trigger keeps
-- the level in step, so that no query has to look. A disclosure says that someone was shown what is not public.

create type level as enum ('public', 'parties', 'secretariat', 'own');
create type document_state as enum ('draft', 'submitted', 'published', 'withdrawn');

alter table document add column state document_state not null default 'published';
alter table document add column level level not null default 'public';
alter table document add column organisation_id integer references organisation;
alter table document add column version integer not null default 1;
alter table document add check (level <> 'own' or party is not null or organisation_id is not null);
alter table passage add column closed_to level not null default 'public';
alter table passage add column level level not null default 'public';
comment on column passage.closed_to is 'the level that was asked for this passage; its level is the stricter of this and of its document''s';
alter table evidence add column level level not null default 'public';
alter table specificity add column level level not null default 'public';
alter table study add column level level not null default 'public';
alter table job add column party text references party;
create index passage_closed on passage (document_id) where level <> 'public';

create function level_of_passage() returns trigger language plpgsql as $$ begin
	new.level := greatest(new.closed_to, (select level from document where id = new.document_id for share)); return new; end $$;
create trigger passage_level before insert or update of level, closed_to on passage for each row execute function level_of_passage();

create function level_of_evidence() returns trigger language plpgsql as $$ begin
	new.level := (select level from passage where id = new.passage_id for share); return new; end $$;
create trigger evidence_level before insert on evidence for each row execute function level_of_evidence();
create trigger specificity_level before insert on specificity for each row execute function level_of_evidence();

create function spread_document_level() returns trigger language plpgsql as $$ begin
	update passage set level = new.level where document_id = new.id; return null; end $$;
create trigger document_level after update of level on document for each row when (old.level <> new.level) execute function spread_document_level();

create function spread_passage_level() returns trigger language plpgsql as $$ begin
	update evidence set level = new.level where passage_id = new.id; update specificity set level = new.level where passage_id = new.id; return null; end $$;
create trigger passage_level_spread after update of level, closed_to on passage for each row when (old.level <> new.level) execute function spread_passage_level();

create table disclosure (
	id          integer generated always as identity primary key,
	at          timestamptz not null default now(),
	person_id   integer references person,
	office_id   integer references office,
	document_id integer not null references document on delete cascade,
	passages    integer not null,
	way         text not null
);
create index disclosure_document on disclosure (document_id);
