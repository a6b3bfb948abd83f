-- A job is long work done outside the page that asked for it. It says how far it is, so that people can watch, and it can be
-- taken up again after a stop, because each step is saved with its count.

create type job_state as enum ('waiting', 'running', 'done', 'refused', 'stopped');

create table job (
	id         integer generated always as identity primary key,
	kind       text not null,
	state      job_state not null default 'waiting',
	input      jsonb not null,
	done       integer not null default 0,
	total      integer not null default 0,
	outcome    jsonb not null default '[]',
	asked_by   text not null,
	asked_at   timestamptz not null default now(),
	changed_at timestamptz not null default now()
);

-- A file that was uploaded and waits to be read; it leaves when its job has read or refused it.
create table upload (
	id      integer generated always as identity primary key,
	job_id  integer not null references job on delete cascade,
	name    text not null,
	content bytea not null
);
create index upload_job on upload (job_id);
