-- The operator, who is no person, may move and settle alone; a person never settles what that person moved. No one holds the same office twice at once.

alter table motion drop constraint motion_check1;
alter table motion add constraint motion_settled_by_another check (moved_by is null or settled_by is distinct from moved_by or state in ('open', 'withdrawn'));
create unique index holding_once on holding (office_id, person_id) where until is null;
