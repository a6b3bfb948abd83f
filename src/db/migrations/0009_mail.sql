-- A mail waits here until a mail server has taken it. Its words are forgotten a week after that.

create type mail_state as enum ('waiting', 'sent', 'failed');

create table mail (
	id          integer generated always as identity primary key,
	recipient   text not null,
	language    language not null,
	subject     text not null,
	body        text not null,
	state       mail_state not null default 'waiting',
	tries       integer not null default 0,
	asked_at    timestamptz not null default now(),
	next_try_at timestamptz not null default now(),
	sent_at     timestamptz,
	problem     text
);
create index mail_waiting on mail (next_try_at) where state = 'waiting';
