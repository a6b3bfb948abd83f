import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { languages } from '#text/languages.ts';
import { Refusal } from '../refusal.ts';
import { readCodebook } from './codebook.server.ts';
import { wordingsByLanguage } from './model.ts';
import type { Concept } from './model.ts';

/**
 * Brings the codebook to what the files in `folder` say, however often it is done; nothing is written where they are unchanged.
 * A concept that the files no longer have goes, unless evidence speaks of it: then the load is refused, and nothing changes.
 */
export async function loadCodebook(db: Db, folder: string): Promise<{ version: string; concepts: number; isNew: boolean }> {
	const { version, concepts } = readCodebook(folder);
	const isNew = await together(db, async (tx) => {
		const current = await tx.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirst();
		if (current?.version === version) return false;
		await writeConcepts(tx, concepts);
		await removeOthers(tx, concepts);
		await writeTexts(tx, concepts);
		await writeWordings(tx, concepts);
		await tx
			.insertInto('codebook')
			.values({ version })
			.onConflict((clash) => clash.column('version').doUpdateSet({ loadedAt: sql`now()` }))
			.execute();
		return true;
	});
	return { version, concepts: concepts.length, isNew };
}

async function writeConcepts(tx: Db, concepts: readonly Concept[]): Promise<void> {
	if (concepts.length === 0) return;
	const rows = concepts.map(({ id, scheme, broader, notation, mark }, position) => ({
		id,
		scheme,
		broader: broader ?? null,
		notation: notation ?? null,
		mark: mark ?? null,
		position
	}));
	await tx
		.insertInto('concept')
		.values(rows)
		.onConflict((clash) =>
			clash.column('id').doUpdateSet({
				broader: sql`excluded.broader`,
				notation: sql`excluded.notation`,
				mark: sql`excluded.mark`,
				position: sql`excluded.position`
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
	const byLanguage = wordingsByLanguage(concepts);
	const rows = languages.flatMap((language) =>
		[...Map.groupBy(byLanguage[language], ({ conceptId, kind }) => `${conceptId} ${kind}`).values()].flatMap((group) =>
			group.map(({ conceptId, kind, body }, position) => ({ concept: conceptId, language, kind, position, body }))
		)
	);
	await sql`insert into wording (concept_id, language, kind, position, body)
		select concept, language::language, kind::wording_kind, position, body
		from json_to_recordset(${JSON.stringify(rows)}::json) as row(concept text, language text, kind text, position int, body text)`.execute(tx);
}
