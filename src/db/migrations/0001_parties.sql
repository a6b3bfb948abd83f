-- A Party is a State or regional organisation that has, or may have, joined the Convention.
-- A region is a region of the United Nations M49 standard; 001 is the world.
-- A Party's status is a dated fact with its source. The mark says how sure we are of it:
-- S seen in a source, D derived from one, T read in the Convention's text, GK general knowledge, not verified.
-- The date is a year, a month or a day, as far as the source tells: 2017, 2017-06, 2017-06-21. It is that of the act.
--   ratification, acceptance, approval, accession: the deposit of such an instrument; instrument: one of these, not known which
--   law-of-approval: a national law, before any deposit; party: only the bare fact; signatory: signed, nothing deposited
-- A fact that a person imported from an official list says who did it and when; the others ship with the platform.
-- A sample Party is invented, for demonstration, and is marked so wherever it is seen.

create type language as enum ('ar', 'en', 'es', 'fr', 'ru', 'zh');
create type un_group as enum ('africa', 'asia-pacific', 'eastern-europe', 'grulac', 'weog');
create type convention_status as enum (
	'ratification', 'acceptance', 'approval', 'accession', 'instrument', 'party', 'law-of-approval', 'signatory', 'not-party'
);
create type fact_mark as enum ('S', 'D', 'T', 'GK');

create table region (
	m49    text primary key check (m49 ~ '^[0-9]{3}$'),
	parent text references region
);

create table region_name (
	m49      text not null references region on delete cascade,
	language language not null,
	name     text not null,
	primary key (m49, language)
);

create table party (
	iso3         text primary key check (iso3 ~ '^[A-Z]{3}$'),
	iso2         text not null unique check (iso2 ~ '^[A-Z]{2}$'),
	m49          text unique,
	region       text references region,
	subregion    text references region,
	intermediate text references region,
	un_group     un_group,
	is_ldc       boolean not null default false,
	is_sids      boolean not null default false,
	is_lldc      boolean not null default false,
	is_sample    boolean not null default false
);

create table party_name (
	iso3     text not null references party on delete cascade,
	language language not null,
	name     text not null,
	primary key (iso3, language)
);

create table party_status (
	id          integer generated always as identity primary key,
	iso3        text not null references party on delete cascade,
	status      convention_status not null,
	since       text check (since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
	source      text not null check (source <> ''),
	mark        fact_mark not null,
	imported_by text,
	imported_at timestamptz,
	unique (iso3, status, source),
	check ((imported_by is null) = (imported_at is null))
);
