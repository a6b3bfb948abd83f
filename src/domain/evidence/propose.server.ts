import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import type { Specificity } from '#text/particulars.ts';
import { coderId } from './coder.server.ts';
import { keepSaid, knowRules } from './machine-codes.server.ts';
import type { Machine, Proposed, Said } from './machine.server.ts';

/** What a form prints is not what a Party says. */
const unspoken = ['question', 'heading'] as const;

type Spoken = { id: number; language: Language; body: string };

/** The passages of a document that a machine can read, in the order of the text. */
export async function listSpoken(db: Db, documentId: number): Promise<Spoken[]> {
	const rows = await db
		.selectFrom('passage')
		.select(['id', 'language', 'body'])
		.where('documentId', '=', documentId)
		.where('kind', 'not in', [...unspoken])
		.orderBy('position')
		.execute();
	return rows.flatMap(({ id, language, body }) => (language === null ? [] : [{ id, language, body }]));
}

export type Read = { passageId: number; said: Said };

/** So long, in milliseconds, requests wait at most for the machine. */
const longest = 20;

/** What a machine says of some passages; requests are answered between them. */
export async function readWith(machine: Machine, passages: readonly Spoken[]): Promise<Read[]> {
	const read: Read[] = [];
	let since = performance.now();
	for (const { id, language, body } of passages) {
		read.push({ passageId: id, said: machine.code(language, body) });
		if (performance.now() - since < longest) continue;
		await breathe();
		since = performance.now();
	}
	return read;
}

type Row = Proposed & { passageId: number; by: number };

/** Puts what the machine in use says, and what language models in use have said, in the place of all proposals in a document. */
export async function proposeIn(tx: Db, machine: Machine, documentId: number, read: readonly Read[]): Promise<number> {
	const ofDocument = tx.selectFrom('passage').select('id').where('documentId', '=', documentId);
	await tx.deleteFrom('evidence').where('status', '=', 'proposed').where('passageId', 'in', ofDocument).execute();
	await tx.deleteFrom('specificity').where('passageId', 'in', ofDocument).where('reviewedAt', 'is', null).execute();
	const measured = await tx.selectFrom('specificity').select('passageId').where('passageId', 'in', ofDocument).execute();
	const settledSpecificity = new Set(measured.map(({ passageId }) => passageId));
	const by = await coderId(tx, machine.coder);
	const rules = machine.rules === undefined ? by : await coderId(tx, machine.rules);
	await knowRules(tx, rules);
	await keepSaid(tx, by, read);
	if (machine.rules !== undefined)
		await keepSaid(
			tx,
			rules,
			read.flatMap(({ passageId, said }) => (said.rules ? [{ passageId, said: said.rules }] : []))
		);
	const own = read.flatMap(({ passageId, said }) =>
		said.codes.map((code): Row => ({ ...code, passageId, by: code.isOfRules === true ? rules : by }))
	);
	const count = await propose(tx, documentId, own);
	const specifics = read
		.filter(({ passageId }) => !settledSpecificity.has(passageId))
		.map(({ passageId, said }): SpecificityRow => ({ passageId, coderId: by, states: said.states, ...said.specificity }));
	await insertSpecificity(tx, specifics);
	return count;
}

/** Proposes what nobody settled on the same words; of two machines that say the same of the same words, the first proposes for both. */
async function propose(tx: Db, documentId: number, own: readonly Row[]): Promise<number> {
	const settled = await tx
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.select(['passageId', 'conceptId', 'startAt', 'endAt'])
		.where('passage.documentId', '=', documentId)
		.execute();
	const settledIn = Map.groupBy(settled, ({ passageId }) => passageId);
	const isDecided = ({ passageId, concept, start, end }: Row) =>
		(settledIn.get(passageId) ?? []).some((one) => one.conceptId === concept && one.startAt < end && start < one.endAt);
	const ownIn = Map.groupBy(own, ({ passageId }) => passageId);
	const isSaid = ({ passageId, concept, stance, start, end }: Row) =>
		(ownIn.get(passageId) ?? []).some((one) => one.concept === concept && one.stance === stance && one.start < end && start < one.end);
	const asked = (await listAsked(tx, documentId)).filter((row) => !isSaid(row));
	const proposals = [...own, ...asked].filter((row) => !isDecided(row));
	await insertProposals(tx, proposals);
	return proposals.length;
}

/** What language models in use have said of a document; of concepts that are still in use. */
async function listAsked(tx: Db, documentId: number): Promise<Row[]> {
	const rows = await tx
		.selectFrom('machineCode')
		.innerJoin('machine', 'machine.coderId', 'machineCode.coderId')
		.innerJoin('passage', 'passage.id', 'machineCode.passageId')
		.innerJoin('concept', 'concept.id', 'machineCode.conceptId')
		.where('passage.documentId', '=', documentId)
		.where('machine.kind', '=', 'language-model')
		.where('machine.state', '=', 'in-use')
		.where('concept.retiredAt', 'is', null)
		.select(['machineCode.passageId', 'conceptId as concept', 'stance', 'startAt as start', 'endAt as end', 'quote', 'confidence'])
		.select('machineCode.coderId as by')
		.orderBy('machineCode.id')
		.execute();
	return rows.map((row) => ({ ...row, why: { rule: 'asked' } }));
}

/** Proposes again in a document, from what its machines have said already: after a language model has come into use or left it. */
export async function proposeAgain(tx: Db, machine: Machine, documentId: number): Promise<number> {
	return proposeIn(tx, machine, documentId, await readWith(machine, await listSpoken(tx, documentId)));
}

type SpecificityRow = Specificity & { passageId: number; coderId: number; states: boolean };

// One JSON parameter for all rows: thousands of single parameters are what makes a bulk insert slow on both engines.
async function insertProposals(tx: Db, rows: readonly Row[]): Promise<void> {
	if (rows.length === 0) return;
	const plain = rows.map(({ why, ...row }) => ({ ...row, why: JSON.stringify(why) }));
	await sql`insert into evidence (passage_id, concept_id, stance, start_at, end_at, quote, confidence, why, coder_id)
		select "passageId", concept, stance::stance, start, "end", quote, confidence, why::jsonb, by
		from json_to_recordset(${JSON.stringify(plain)}::json) as row("passageId" int, concept text, stance text, start int, "end" int, quote text, confidence real, why text, by int)
		where exists (select from passage where passage.id = "passageId")`.execute(tx);
}

async function insertSpecificity(tx: Db, rows: readonly SpecificityRow[]): Promise<void> {
	if (rows.length === 0) return;
	await sql`insert into specificity (passage_id, coder_id, states, score, kind, sector, item, quantity, place, time)
		select "passageId", "coderId", states, score, kind, sector, item, quantity, place, time
		from json_to_recordset(${JSON.stringify(rows)}::json) as row("passageId" int, "coderId" int, states boolean, score smallint, kind text, sector text, item text, quantity text, place text, time text)
		where exists (select from passage where passage.id = "passageId")`.execute(tx);
}
