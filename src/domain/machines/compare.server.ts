import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import { addTally } from './model.ts';
import type { Tally } from './model.ts';

export type Line = { concept: string; language: Language; one: Tally; other: Tally; bothRight: number };
export type Disagreement = {
	passageId: number;
	documentId: number;
	language: Language;
	body: string;
	concept: string;
	/** Who says it: the one machine, or the other. */ by: 'one' | 'other';
	isRight: boolean;
};
export type Comparison = {
	/** Reviewed passages that both have read; of them, those that one of the two has learnt from. */
	passages: number;
	learntFrom: number;
	/** Reviewed passages that only one of the two has read, or none. */
	unread: { one: number; other: number };
	lines: Line[];
	disagreements: Disagreement[];
	disagree: number;
};

const shownDisagreements = 50;

type Asked = { one: number; other: number; concept?: string | undefined; language?: Language | undefined; unseen: boolean };

/** What two machines find of what people have settled in passages that they read whole, as far as the reader may read these. */
export async function compareMachines(db: Db, { one, other, concept, language, unseen }: Asked): Promise<Comparison> {
	const learnt = await db
		.selectFrom('machine')
		.where('coderId', 'in', [one, other])
		.select(sql<number[]>`passages`.as('passages'))
		.execute();
	const taught = new Set(learnt.flatMap(({ passages }) => passages));
	const hasRead = (coder: number) =>
		sql<boolean>`exists (select from machine_passage of where of.passage_id = passage.id and of.coder_id = ${coder})`;
	const reviewed = await db
		.selectFrom('reviewedPassage')
		.innerJoin('passage', 'passage.id', 'reviewedPassage.passageId')
		.leftJoin('codingProject', 'codingProject.id', 'reviewedPassage.projectId')
		.where('passage.language', 'is not', null)
		.$if(language !== undefined, (query) => query.where('passage.language', '=', language ?? 'en'))
		.select(['passage.id', 'passage.documentId', 'passage.language', 'schemes', hasRead(one).as('byOne'), hasRead(other).as('byOther')])
		.orderBy('passage.id')
		.execute();
	const read = reviewed.filter(({ byOne, byOther }) => byOne && byOther);
	const passages = unseen ? read.filter(({ id }) => !taught.has(id)) : read;
	const ids = JSON.stringify(passages.map(({ id }) => id));
	const isIn = sql<boolean>`passage_id in (select value::integer from json_array_elements_text(${ids}::json))`;
	const settled = await db
		.selectFrom('evidence')
		.where('status', '=', 'accepted')
		.where(isIn)
		.$if(concept !== undefined, (query) => query.where('conceptId', '=', concept ?? ''))
		.select(['passageId', 'conceptId'])
		.execute();
	const codes = await db
		.selectFrom('machineCode')
		.where('coderId', 'in', [one, other])
		.where(isIn)
		.$if(concept !== undefined, (query) => query.where('conceptId', '=', concept ?? ''))
		.select(['passageId', 'conceptId', 'coderId'])
		.execute();
	const key = (row: { passageId: number; conceptId: string }) => `${row.passageId} ${row.conceptId}`;
	const truth = new Set(settled.map(key));
	const said = { one: new Set<string>(), other: new Set<string>() };
	for (const code of codes) said[code.coderId === one ? 'one' : 'other'].add(key(code));
	const about = new Map(passages.map((row) => [row.id, row]));
	const lines = new Map<string, Line>();
	const apart: (Omit<Disagreement, 'body'> & { key: string })[] = [];
	for (const pair of new Set([...truth, ...said.one, ...said.other])) {
		const [passage = '', conceptId = ''] = pair.split(' ');
		const row = about.get(Number(passage));
		// Of schemes that nobody asked about, silence is no verdict.
		if (row === undefined || row.language === null || row.schemes?.some((scheme) => conceptId.startsWith(`${scheme}/`)) === false) continue;
		const [isTrue, byOne, byOther] = [truth.has(pair), said.one.has(pair), said.other.has(pair)];
		const tally = (isSaid: boolean): Tally => ({ both: +(isSaid && isTrue), wrong: +(isSaid && !isTrue), missed: +(!isSaid && isTrue) });
		const known = lines.get(`${row.language} ${conceptId}`);
		lines.set(`${row.language} ${conceptId}`, {
			...{ concept: conceptId, language: row.language },
			...{ one: addTally(known?.one, tally(byOne)), other: addTally(known?.other, tally(byOther)) },
			bothRight: (known?.bothRight ?? 0) + +(byOne && byOther && isTrue)
		});
		if (byOne !== byOther)
			apart.push({
				...{ key: pair, passageId: row.id, documentId: row.documentId, language: row.language, concept: conceptId },
				...{ by: byOne ? 'one' : 'other', isRight: isTrue }
			});
	}
	return {
		passages: passages.length,
		learntFrom: read.filter(({ id }) => taught.has(id)).length,
		unread: { one: reviewed.filter(({ byOne }) => !byOne).length, other: reviewed.filter(({ byOther }) => !byOther).length },
		lines: [...lines.values()].toSorted((a, b) =>
			a.concept === b.concept ? (a.language < b.language ? -1 : 1) : a.concept < b.concept ? -1 : 1
		),
		disagreements: await withBodies(db, apart.toSorted((a, b) => a.passageId - b.passageId).slice(0, shownDisagreements)),
		disagree: apart.length
	};
}

async function withBodies(db: Db, some: readonly Omit<Disagreement, 'body'>[]): Promise<Disagreement[]> {
	if (some.length === 0) return [];
	const rows = await db
		.selectFrom('passage')
		.where(
			'id',
			'in',
			some.map(({ passageId }) => passageId)
		)
		.select(['id', 'body'])
		.execute();
	const bodies = new Map(rows.map(({ id, body }) => [id, body]));
	return some.map((one) => ({ ...one, body: bodies.get(one.passageId) ?? '' }));
}
