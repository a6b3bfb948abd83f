-- A reply period shows a Party how one of its documents was coded, until a day. It ends when its focal point agrees for the Party, or by itself
-- once the day is over; either way the document is then heard. A document can have a second period, for instance once it was coded anew; the
-- one that is running decides.
-- An objection is what a Party says against a code, or against there being none, while the period runs. The code is kept as it stood, for
-- proposals come and go. Who settles it is not who settled the code; once it is settled the Party may answer once more: the rejoinder. Where it
-- does and was not upheld in full, it dissents, and that is shown beside the code wherever the passage is shown.
-- The history keeps none of the words. Of another Party's objections, readers see that there are some, and words only where that Party shows them.

create type reply_outcome as enum ('agreed', 'ended');
create type objection_kind as enum ('wrong-concept', 'wrong-stance', 'wrong-words', 'out-of-context', 'no-longer-true', 'confidential', 'missing', 'other');
create type objection_state as enum ('open', 'upheld', 'upheld-in-part', 'dismissed', 'withdrawn');
create type objection_effect as enum ('none', 'removed', 'changed', 'added');

create table reply_period (
	id          integer generated always as identity primary key,
	document_id integer not null references document on delete cascade,
	party       text not null references party,
	opened_by   text not null,
	opened_at   timestamptz not null default now(),
	closes_on   date not null,
	reminded_at timestamptz,
	outcome     reply_outcome,
	closed_by   text,
	closed_at   timestamptz,
	check ((outcome is null) = (closed_at is null) and (outcome is null) = (closed_by is null))
);
create unique index reply_period_running on reply_period (document_id) where closed_at is null;
create index reply_period_document on reply_period (document_id);
create index reply_period_party on reply_period (party);
comment on column reply_period.closes_on is 'the last day on which the Party can object, as days are counted in UTC';

create table objection (
	id                 integer generated always as identity primary key,
	period_id          integer not null references reply_period on delete cascade,
	document_id        integer not null references document on delete cascade,
	passage_id         integer not null references passage on delete cascade,
	party              text not null references party,
	kind               objection_kind not null,
	evidence_id        integer references evidence on delete set null,
	concept_id         text references concept,
	stance             stance,
	start_at           integer,
	end_at             integer,
	quote              text,
	decided_by         text,
	wanted_concept_id  text references concept,
	wanted_stance      stance,
	wanted_quote       text,
	language           language not null,
	reason             text not null check (reason <> ''),
	made_by            text not null,
	made_at            timestamptz not null default now(),
	state              objection_state not null default 'open',
	effect             objection_effect,
	evidence_now       integer references evidence on delete set null,
	answer             text,
	answer_language    language,
	settled_by         text,
	settled_at         timestamptz,
	rejoinder          text,
	rejoinder_language language,
	rejoined_by        text,
	rejoined_at        timestamptz,
	shown_at           timestamptz,
	check ((kind = 'missing') = (concept_id is null)),
	check ((concept_id is null) = (stance is null) and (concept_id is null) = (quote is null) and (concept_id is null) = (start_at is null) and (concept_id is null) = (end_at is null)),
	check (kind <> 'missing' or (wanted_concept_id is not null and wanted_stance is not null and wanted_quote is not null)),
	check ((state = 'open') = (settled_at is null) and (state = 'open') = (settled_by is null)),
	check ((state in ('upheld', 'upheld-in-part', 'dismissed')) = (answer is not null)),
	check ((answer is null) = (answer_language is null) and (answer is null) = (effect is null)),
	check ((rejoinder is null) = (rejoinder_language is null) and (rejoinder is null) = (rejoined_by is null) and (rejoinder is null) = (rejoined_at is null)),
	check (rejoinder is null or answer is not null)
);
create index objection_passage on objection (passage_id);
create index objection_party on objection (party, state);
create index objection_evidence on objection (evidence_id);
create unique index objection_once on objection (evidence_id) where state = 'open';
comment on column objection.concept_id is 'what stood when the Party objected, with stance, quote and place; null where something is missing';
comment on column objection.decided_by is 'who had settled the code by then, or read the passage whole: someone else settles the objection';
comment on column objection.wanted_concept_id is 'what the Party would have stand instead, with stance and words, if it says so';
comment on column objection.language is 'the language of the reason';
comment on column objection.effect is 'what was done to the coding when the objection was settled';
comment on column objection.evidence_now is 'the code that was put in place, where one was';
comment on column objection.shown_at is 'since when the Party shows the words to everyone who may read the passage';

create trigger history_reply_period after insert or update or delete on reply_period for each row execute function keep_history();
create trigger history_objection after insert or update or delete on objection for each row execute function keep_history('{quote,wanted_quote,reason,answer,rejoinder}');
create trigger counted_reply_period after insert or update or delete or truncate on reply_period for each statement execute function mark_counted();
