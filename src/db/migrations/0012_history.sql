-- The history holds every change to a record: who, holding which office, when, what act, why, from what, to what. It only grows. A trigger
-- writes it, so that no way of changing a record goes past it; who acts is told by settings of the transaction. What is personal is never
-- copied into it: a changed personal field is only marked as changed.
-- Each line is sealed soon after: a seal holds the hash of the line together with the seal before it, so that a line that is changed,
-- removed or slipped in later breaks the chain.

create table history (
	id         integer generated always as identity primary key,
	at         timestamptz not null default clock_timestamp(),
	person_id  integer,
	office_id  integer,
	by         text not null,
	act        text not null,
	record     text not null,
	record_id  text not null,
	before     jsonb,
	after      jsonb,
	why        text
);
create index history_record on history (record, record_id);
create index history_person on history (person_id);

create table unsealed (
	history_id integer primary key
);

create table seal (
	position   integer primary key,
	history_id integer not null unique,
	hash       text not null,
	sealed_at  timestamptz not null default clock_timestamp()
);

create function history_line(line history) returns text language sql stable as $$
	select jsonb_build_array(line.id, to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), line.person_id, line.office_id, line.by,
		line.act, line.record, line.record_id, line.before, line.after, line.why)::text $$;

create function refuse_rewriting() returns trigger language plpgsql as $$ begin
	raise exception 'the history only grows'; end $$;
create trigger history_only_grows before update or delete on history for each row execute function refuse_rewriting();
create trigger seal_only_grows before update or delete on seal for each row execute function refuse_rewriting();

create function keep_history() returns trigger language plpgsql as $$ declare
	hidden text[] := coalesce(tg_argv[0]::text[], '{}'); old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end; new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end; was jsonb; becomes jsonb; line integer; begin
	select jsonb_object_agg(key, case when key = any (hidden) then '"*"'::jsonb else value end) into was from jsonb_each(old_row) where tg_op = 'DELETE' or new_row -> key is distinct from value; select jsonb_object_agg(key, case when key = any (hidden) then '"*"'::jsonb else value end) into becomes from jsonb_each(new_row) where (tg_op = 'INSERT' and value <> 'null'::jsonb) or (tg_op = 'UPDATE' and old_row -> key is distinct from value); if tg_op = 'UPDATE' and becomes is null then return null; end if; insert into history (person_id, office_id, by, act, record, record_id, before, after, why) values (nullif(current_setting('cinnabar.person', true), '')::integer, nullif(current_setting('cinnabar.office', true), '')::integer, coalesce(nullif(current_setting('cinnabar.by', true), ''), 'cinnabar'), coalesce(nullif(current_setting('cinnabar.act', true), ''), lower(tg_op)), tg_table_name, coalesce(new_row, old_row) ->> coalesce(tg_argv[1], 'id'), was, becomes, nullif(current_setting('cinnabar.why', true), '')) returning id into line; insert into unsealed values (line); return null; end $$;

create function seal_history() returns integer language plpgsql as $$ declare
	last_hash text; last_position integer; line history; sealed integer := 0; begin
	perform pg_advisory_xact_lock(731114); select hash, position into last_hash, last_position from seal order by position desc limit 1; last_hash := coalesce(last_hash, ''); last_position := coalesce(last_position, 0); for line in select history.* from history inner join unsealed on unsealed.history_id = history.id order by history.id loop last_position := last_position + 1; last_hash := encode(sha256(convert_to(last_hash || history_line(line), 'UTF8')), 'hex'); insert into seal (position, history_id, hash) values (last_position, line.id, last_hash); delete from unsealed where history_id = line.id; sealed := sealed + 1; end loop; return sealed; end $$;

create trigger history_document after insert or update or delete on document for each row execute function keep_history();
create trigger history_passage after update on passage for each row when (old.closed_to <> new.closed_to or old.body <> new.body) execute function keep_history();
create trigger history_evidence after update on evidence for each row when (old.status <> new.status or old.concept_id <> new.concept_id or old.stance <> new.stance) execute function keep_history();
create trigger history_evidence_added after insert on evidence for each row when (new.status <> 'proposed') execute function keep_history();
create trigger history_evidence_removed after delete on evidence for each row when (old.status <> 'proposed') execute function keep_history();
create trigger history_study after insert or update or delete on study for each row execute function keep_history();
create trigger history_sentence after update or delete on sentence for each row execute function keep_history();
create trigger history_status after insert or update or delete on party_status for each row execute function keep_history();
create trigger history_party after update or delete on party for each row execute function keep_history('{}', 'iso3');
create trigger history_person after insert or delete on person for each row execute function keep_history('{name,email,image}');
create trigger history_person_changed after update on person for each row when ((old.name, old.email, old.needs_passkey, old.merged_into, old.erased_at) is distinct from (new.name, new.email, new.needs_passkey, new.merged_into, new.erased_at)) execute function keep_history('{name,email,image,updated_at,seen_at}');
create trigger history_organisation after insert or update or delete on organisation for each row execute function keep_history();
create trigger history_office after insert or update or delete on office for each row execute function keep_history();
create trigger history_holding after insert or update or delete on holding for each row execute function keep_history();
create trigger history_motion after insert or update or delete on motion for each row execute function keep_history('{note,input}');
create trigger history_deadline after insert or update or delete on deadline for each row execute function keep_history();
