-- Where a sentence stands in its study: in which of the paragraphs that are numbered throughout, and in which of the
-- paragraph's lettered items, counted from 1; null in the words before the items.

alter table sentence add column paragraph integer not null;
alter table sentence add column item integer check (item > 0);
