-- A person signs in; a session is one signing-in on one device; a credential is another way to sign in (a password, a provider);
-- a proof is a one-time secret that was sent to someone, kept only as its hash; a passkey is a key in a person's device.
-- Rights belong to an office, not to a person. A person holds an office for a time: that is a holding. A national office belongs to
-- a Party, an office of a partner to an organisation, an office of the secretariat to neither.
-- A motion is a sensitive step that one person moves and another carries; until then nothing has changed.
-- A deadline is something that an office has to do by a day.

create type office_kind as enum (
	'focal-point', 'national-administrator', 'contributor', 'reviewer',
	'secretariat-administrator', 'analyst', 'editor', 'translator', 'partner', 'partner-editor'
);
create type motion_kind as enum ('give-office', 'merge-people', 'recover-person');
create type motion_state as enum ('open', 'carried', 'rejected', 'withdrawn');

create table person (
	id             integer generated always as identity primary key,
	name           text not null,
	email          text not null unique,
	email_verified boolean not null default false,
	image          text,
	language       language,
	needs_passkey  boolean not null default false,
	merged_into    integer references person,
	erased_at      timestamptz,
	seen_at        timestamptz,
	created_at     timestamptz not null default now(),
	updated_at     timestamptz not null default now()
);
comment on column person.needs_passkey is 'this person has asked that a link by mail alone gives no rights';

create table session (
	id         integer generated always as identity primary key,
	person_id  integer not null references person on delete cascade,
	token      text not null unique,
	means      text not null,
	expires_at timestamptz not null,
	ip_address text,
	user_agent text,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index session_person on session (person_id);
comment on column session.means is 'how this person signed in: link, passkey, password, provider or operator';

create table credential (
	id                       integer generated always as identity primary key,
	person_id                integer not null references person on delete cascade,
	account_id               text not null,
	provider_id              text not null,
	issuer                   text,
	access_token             text,
	refresh_token            text,
	id_token                 text,
	access_token_expires_at  timestamptz,
	refresh_token_expires_at timestamptz,
	scope                    text,
	password                 text,
	created_at               timestamptz not null default now(),
	updated_at               timestamptz not null default now(),
	unique (provider_id, account_id)
);
create index credential_person on credential (person_id);

create table proof (
	id         integer generated always as identity primary key,
	identifier text not null,
	value      text not null,
	expires_at timestamptz not null,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index proof_identifier on proof (identifier);

create table passkey (
	id            integer generated always as identity primary key,
	name          text,
	public_key    text not null,
	person_id     integer not null references person on delete cascade,
	credential_id text not null unique,
	counter       integer not null,
	device_type   text not null,
	backed_up     boolean not null,
	transports    text,
	aaguid        text,
	created_at    timestamptz not null default now()
);
create index passkey_person on passkey (person_id);

create table organisation (
	id          integer generated always as identity primary key,
	name        text not null check (name <> ''),
	merged_into integer references organisation,
	created_at  timestamptz not null default now()
);

create table office (
	id              integer generated always as identity primary key,
	kind            office_kind not null,
	party           text references party,
	organisation_id integer references organisation,
	created_at      timestamptz not null default now(),
	check ((kind in ('focal-point', 'national-administrator', 'contributor', 'reviewer')) = (party is not null)),
	check ((kind in ('partner', 'partner-editor')) = (organisation_id is not null))
);
create unique index office_once on office (kind, coalesce(party, ''), coalesce(organisation_id, 0));

create table motion (
	id          integer generated always as identity primary key,
	kind        motion_kind not null,
	state       motion_state not null default 'open',
	input       jsonb not null,
	why         text not null,
	note_name   text,
	note        bytea,
	moved_by    integer references person,
	moved_at    timestamptz not null default now(),
	settled_by  integer references person,
	settled_at  timestamptz,
	check ((note is null) = (note_name is null)),
	check (settled_by is distinct from moved_by or state in ('open', 'withdrawn'))
);
comment on column motion.note is 'the note verbale that the step rests on, as it was received';

create table holding (
	id          integer generated always as identity primary key,
	office_id   integer not null references office,
	person_id   integer not null references person,
	since       timestamptz not null default now(),
	until       timestamptz,
	motion_id   integer references motion,
	given_by    integer references person,
	check (until is null or until >= since)
);
create index holding_person on holding (person_id);
create index holding_office on holding (office_id);
comment on column holding.motion_id is 'the motion that confirmed the holder; a focal point without one is provisional';

create table deadline (
	id        integer generated always as identity primary key,
	office_id integer not null references office,
	what      text not null check (what <> ''),
	due       date not null,
	done_at   timestamptz
);
create index deadline_office on deadline (office_id);
