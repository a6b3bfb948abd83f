import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { languages } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { inOrder, listedKinds } from './model.ts';
import type { Concept } from './model.ts';

/** Until the transaction ends nobody else takes a version into use; whoever reads is not kept waiting. */
export async function lockCodebook(tx: Db): Promise<void> {
	await sql`lock table codebook in share row exclusive mode`.execute(tx);
}

/** The version in use; undefined where nothing was ever loaded. */
export async function versionInUse(db: Db): Promise<string | undefined> {
	const row = await db.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirst();
	return row?.version;
}

/** Brings the tables to what a version says. A concept that it does not have goes, unless something speaks of it: then that is refused. */
export async function takeIntoUse(tx: Db, version: string, concepts: readonly Concept[]): Promise<void> {
	const ordered = inOrder(concepts);
	await writeConcepts(tx, ordered);
	await removeOthers(tx, ordered);
	await writeTexts(tx, ordered);
	await writeWordings(tx, ordered);
	// The moment of the transaction would let one that waited long seem the older.
	const now = sql<Date>`clock_timestamp()`;
	await tx
		.insertInto('codebook')
		.values({ version, loadedAt: now })
		.onConflict((clash) => clash.column('version').doUpdateSet({ loadedAt: now }))
		.execute();
}

async function writeConcepts(tx: Db, concepts: readonly Concept[]): Promise<void> {
	if (concepts.length === 0) return;
	const rows = concepts.map(({ id, scheme, broader, notation, mark, retired }, position) => ({
		id,
		scheme,
		broader: broader ?? null,
		notation: notation ?? null,
		mark: mark ?? null,
		position,
		retiredAt: retired === undefined ? null : sql<Date>`now()`,
		replacedBy: retired?.replacedBy ?? []
	}));
	await tx
		.insertInto('concept')
		.values(rows)
		.onConflict((clash) =>
			clash.column('id').doUpdateSet({
				broader: sql`excluded.broader`,
				notation: sql`excluded.notation`,
				mark: sql`excluded.mark`,
				position: sql`excluded.position`,
				// What retired before stays retired since then.
				retiredAt: sql`case when excluded.retired_at is not null then coalesce(concept.retired_at, excluded.retired_at) end`,
				replacedBy: sql`excluded.replaced_by`
			})
		)
		.execute();
}

const foreignKeyViolation = '23503';

async function removeOthers(tx: Db, concepts: readonly Concept[]): Promise<void> {
	const kept = new Set(concepts.map(({ id }) => id));
	const gone = (await tx.selectFrom('concept').select('id').execute()).map(({ id }) => id).filter((id) => !kept.has(id));
	if (gone.length === 0) return;
	await tx.updateTable('concept').set({ broader: null }).where('id', 'in', gone).execute();
	for (const id of gone) {
		try {
			await tx.deleteFrom('concept').where('id', '=', id).execute();
		} catch (error) {
			if (error instanceof Error && 'code' in error && error.code === foreignKeyViolation)
				throw new Refusal('concepts.has-evidence', { concept: id });
			throw error;
		}
	}
}

async function writeTexts(tx: Db, concepts: readonly Concept[]): Promise<void> {
	await tx.deleteFrom('conceptText').execute();
	const rows = concepts.flatMap((one) =>
		languages.map((language) => ({
			concept: one.id,
			language,
			label: one.label[language],
			definition: one.definition[language],
			include: one.include[language],
			exclude: one.exclude[language],
			examples: one.examples[language]
		}))
	);
	// One JSON parameter for all rows: thousands of single parameters are what makes a bulk insert slow on both engines.
	await sql`insert into concept_text (concept_id, language, label, definition, include, exclude, examples)
		select concept, language::language, label, definition, include, exclude, array(select json_array_elements_text(examples))
		from json_to_recordset(${JSON.stringify(rows)}::json)
			as row(concept text, language text, label text, definition text, include text, exclude text, examples json)`.execute(tx);
}

async function writeWordings(tx: Db, concepts: readonly Concept[]): Promise<void> {
	await tx.deleteFrom('wording').execute();
	const rows = concepts.flatMap(({ id, wordings }) =>
		languages.flatMap((language) =>
			listedKinds.flatMap((kind) => wordings[kind][language].map((body, position) => ({ concept: id, language, kind, position, body })))
		)
	);
	await sql`insert into wording (concept_id, language, kind, position, body)
		select concept, language::language, kind::wording_kind, position, body
		from json_to_recordset(${JSON.stringify(rows)}::json) as row(concept text, language text, kind text, position int, body text)`.execute(tx);
}
