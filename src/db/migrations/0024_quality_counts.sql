-- Figures say how accurate they are, which is measured on passages that people have read whole; and how far coders agree is measured on tasks
-- that are done. What coders say before a task is done counts nowhere.

create trigger counted_reviewed_passage after insert or update or delete or truncate on reviewed_passage for each statement execute function mark_counted();
create trigger counted_coding_project after insert or update or delete or truncate on coding_project for each statement execute function mark_counted();
create trigger counted_coding_stratum after insert or update or delete or truncate on coding_stratum for each statement execute function mark_counted();
create trigger counted_coding_passage after insert or update or delete or truncate on coding_passage for each statement execute function mark_counted();
create trigger counted_coding_coder after insert or update or delete or truncate on coding_coder for each statement execute function mark_counted();
create trigger counted_coding_task after update on coding_task for each row when (old.state is distinct from new.state and 'done' in (old.state, new.state)) execute function mark_counted();
create trigger counted_machine after insert or update or delete or truncate on machine for each statement execute function mark_counted();
create trigger counted_machine_passage after insert or delete or truncate on machine_passage for each statement execute function mark_counted();
