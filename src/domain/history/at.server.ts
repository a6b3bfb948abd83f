import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** What a record's field held after a line of the history: what the next line that changed it had before, or what it holds today. */
export function fieldAt(
	record: 'document' | 'study',
	field: 'level' | 'state',
	id: RawBuilder<unknown>,
	line: RawBuilder<unknown>
): RawBuilder<string> {
	return sql<string>`coalesce(
		(select later.before ->> ${sql.lit(field)} from history later
			where later.record = ${sql.lit(record)} and later.record_id = (${id})::text and later.id > ${line}
				and later.after is not null and jsonb_exists(later.before, ${sql.lit(field)})
			order by later.id limit 1),
		(select now.${sql.raw(field)}::text from ${sql.table(record)} now where now.id = ${id}))`;
}

export const documentAt = (field: 'level' | 'state', id: RawBuilder<unknown>, line: RawBuilder<unknown>) =>
	fieldAt('document', field, id, line);
export const studyAt = (id: RawBuilder<unknown>, line: RawBuilder<unknown>) => fieldAt('study', 'level', id, line);
