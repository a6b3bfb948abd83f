import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';

/** The machine that speaks: the classifier in use, or the rules where there is none. */
const speaking = sql<number>`coalesce((select machine.coder_id from machine where machine.state = 'in-use' and machine.kind = 'classifier'),
	(select max(machine.coder_id) from machine where machine.kind = 'rules'))`;

/**
 * What the machine says of passages, whatever people have decided of it since: what it said when it last read them, or, of those that it has
 * not read yet, what machines proposed before. Everything that measures or counts the machine asks here what it said, and nowhere else.
 */
export function machineSaid(db: Db) {
	const before = db
		.selectFrom('evidence')
		.innerJoin('coder', 'coder.id', 'evidence.coderId')
		.leftJoin('machinePassage', (join) =>
			join.onRef('machinePassage.passageId', '=', 'evidence.passageId').on('machinePassage.coderId', '=', speaking)
		)
		.where('coder.kind', '=', 'machine')
		.where('machinePassage.passageId', 'is', null)
		.select(['evidence.passageId', 'evidence.conceptId', 'evidence.stance', 'evidence.startAt as start', 'evidence.endAt as end'])
		.select(['coder.name', 'coder.version']);
	return db
		.selectFrom('machineCode')
		.innerJoin('coder', 'coder.id', 'machineCode.coderId')
		.where('machineCode.coderId', '=', speaking)
		.select(['machineCode.passageId', 'machineCode.conceptId', 'machineCode.stance'])
		.select(['machineCode.startAt as start', 'machineCode.endAt as end', 'coder.name', 'coder.version'])
		.unionAll(before);
}
