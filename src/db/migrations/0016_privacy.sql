-- A consent is a person's leave to use something of theirs for one purpose, in the wording that they were shown. It can be taken back at any
-- time, and counts from when it is given until then.
-- Retention is what is kept for how long: once a day one job, whichever process takes it, forgets what has been kept long enough.

create table consent (
	id           integer generated always as identity primary key,
	person_id    integer not null references person on delete cascade,
	purpose      text not null check (purpose ~ '^[a-z-]+$'),
	wording      integer not null check (wording > 0),
	given_at     timestamptz not null default now(),
	withdrawn_at timestamptz,
	check (withdrawn_at >= given_at)
);
create unique index consent_once on consent (person_id, purpose) where withdrawn_at is null;
comment on column consent.wording is 'the version of the words to which the person agreed';

alter table person add column reminded_at timestamptz;
comment on column person.reminded_at is 'when a person who has not been here for long was told that the account will be erased';

create unique index job_retention_day on job ((input ->> 'day')) where kind = 'retention';

create trigger history_consent after insert or update or delete on consent for each row execute function keep_history();
create trigger history_retention after update of outcome on job for each row when (new.kind = 'retention' and new.outcome <> old.outcome and (new.outcome -> -1 -> 'done' ->> 'count') <> '0') execute function keep_history('{input}');

-- The name of a file often names a person.
drop trigger history_motion on motion;
create trigger history_motion after insert or update or delete on motion for each row execute function keep_history('{note,note_name,input}');
