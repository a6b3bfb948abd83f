-- A rate counts how often something was done by or for someone in the present window of time; the key says what and for whom.
-- No key holds an address of mail or of a machine in clear.

create table rate (
	key          text primary key,
	window_start timestamptz not null,
	count        integer not null
);
