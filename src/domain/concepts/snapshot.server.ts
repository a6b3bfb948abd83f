import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { Refusal } from '../refusal.ts';
import { canonicalJson } from './canonical.ts';
import { inOrder } from './model.ts';
import type { Concept } from './model.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The name of a concept's content. */
export const digestOf = (concept: Concept): string => sha256(canonicalJson(concept));

/** The name of what a whole codebook says: the same wherever the same concepts say the same. */
export function contentOf(concepts: readonly Concept[]): string {
	const lines = concepts.map((one) => `${one.id} ${digestOf(one)}\n`);
	return sha256(lines.toSorted().join(''));
}

export type NewVersion = {
	concepts: readonly Concept[];
	/** The name of files; a version made by people is named by its content. */
	version?: string;
	parent: string | null;
	by: string;
	why?: string;
};

/** Keeps a version whole, and returns its name. Content that is kept already keeps the name that it has. */
export async function keepVersion(tx: Db, { concepts, version, parent, by, why = '' }: NewVersion): Promise<string> {
	const content = contentOf(concepts);
	const known = await tx
		.selectFrom('codebookVersion')
		.select('version')
		.$if(version === undefined, (query) => query.where('content', '=', content))
		.$if(version !== undefined, (query) => query.where('version', '=', version ?? ''))
		.orderBy('madeAt')
		.limit(1)
		.executeTakeFirst();
	if (known !== undefined) return known.version;
	const name = version ?? content.slice(0, 12);
	const members = inOrder(concepts).map((concept, position) => ({
		concept: concept.id,
		position,
		digest: digestOf(concept),
		content: concept
	}));
	await tx
		.insertInto('codebookVersion')
		.values({ version: name, content, parent, origin: version === undefined ? 'people' : 'files', madeBy: by, why })
		.execute();
	// One JSON parameter for all rows, as everywhere that a whole codebook is written.
	const rows = JSON.stringify(members);
	await sql`insert into concept_snapshot (digest, content) select digest, content
		from jsonb_to_recordset(${rows}::jsonb) as row(digest text, content jsonb) on conflict do nothing`.execute(tx);
	await sql`insert into codebook_member (version, concept_id, position, digest) select ${name}, concept, position, digest
		from jsonb_to_recordset(${rows}::jsonb) as row(concept text, position int, digest text)`.execute(tx);
	return name;
}

/** Every concept of a version, in order; refuses where no such version is kept. */
export async function readVersion(db: Db, version: string): Promise<Concept[]> {
	const rows = await db
		.selectFrom('codebookMember')
		.innerJoin('conceptSnapshot', 'conceptSnapshot.digest', 'codebookMember.digest')
		.where('version', '=', version)
		.select('content')
		.orderBy('position')
		.execute();
	if (rows.length === 0) throw new Refusal('refused.not-found');
	// Only `keepVersion` writes snapshots, and only of concepts.
	return rows.map(({ content }) => content as unknown as Concept);
}
