-- Figures are counted from these tables alone. Each transaction that writes to one of them leaves its number here, so that a figure which was
-- counted before can be given again for as long as no such transaction has become visible since. A number is of use for a moment only.

create table counted_write (
	xid xid8 primary key,
	at  timestamptz not null default now()
);
create index counted_write_at on counted_write (at);

create function mark_counted() returns trigger language plpgsql as $$ begin
	insert into counted_write (xid) values (pg_current_xact_id()) on conflict do nothing; return null; end $$;
create trigger counted_document after insert or update or delete or truncate on document for each statement execute function mark_counted();
create trigger counted_passage after insert or update or delete or truncate on passage for each statement execute function mark_counted();
create trigger counted_evidence after insert or update or delete or truncate on evidence for each statement execute function mark_counted();
create trigger counted_specificity after insert or update or delete or truncate on specificity for each statement execute function mark_counted();
create trigger counted_party after insert or update or delete or truncate on party for each statement execute function mark_counted();
create trigger counted_party_name after insert or update or delete or truncate on party_name for each statement execute function mark_counted();
create trigger counted_party_status after insert or update or delete or truncate on party_status for each statement execute function mark_counted();
create trigger counted_region_name after insert or update or delete or truncate on region_name for each statement execute function mark_counted();
create trigger counted_concept after insert or update or delete or truncate on concept for each statement execute function mark_counted();
create trigger counted_concept_text after insert or update or delete or truncate on concept_text for each statement execute function mark_counted();
create trigger counted_codebook after insert or update or delete or truncate on codebook for each statement execute function mark_counted();
