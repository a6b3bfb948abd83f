import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { movesBetween } from '#domain/concepts/moves.ts';
import type { Moves } from '#domain/concepts/moves.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import type { Concept } from '#domain/concepts/model.ts';
import { contentOf } from '#domain/concepts/snapshot.server.ts';
import type { Language } from '#text/languages.ts';
import { makeLexicons } from '#text/lexicon.ts';
import { machineFor } from './machine.server.ts';
import type { Machine } from './machine.server.ts';
import type { EvidenceStatus } from './model.ts';

type Counts = Record<EvidenceStatus, number>;
export type Touched = Counts & { language: Language | null; party: string | null; concept: string };

/** The evidence that a change moves or flags, by concept, language and Party, as far as the reader sees it; and how much more there is. */
export async function countTouched(db: Db, store: Db, { follow, left }: Moves): Promise<{ rows: Touched[]; unseen: number }> {
	const concepts = [...follow, ...left].map(({ from }) => from);
	if (concepts.length === 0) return { rows: [], unseen: 0 };
	const rows = await db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.where('conceptId', 'in', concepts)
		.groupBy(['conceptId', 'passage.language', 'document.party'])
		.select(({ fn }) => [
			'conceptId as concept',
			'passage.language',
			'document.party',
			fn.countAll<number>().filterWhere('status', '=', 'accepted').as('accepted'),
			fn.countAll<number>().filterWhere('status', '=', 'proposed').as('proposed'),
			fn.countAll<number>().filterWhere('status', '=', 'refused').as('refused')
		])
		.orderBy('conceptId')
		.execute();
	const { all } = await store
		.selectFrom('evidence')
		.where('conceptId', 'in', concepts)
		.select(({ fn }) => [fn.countAll<number>().as('all')])
		.executeTakeFirstOrThrow();
	return { rows, unseen: all - rows.reduce((sum, one) => sum + one.accepted + one.proposed + one.refused, 0) };
}

/** How many passages a trial reads. */
const trialSize = 2000;
const shownQuotes = 5;

export type Trial = {
	passages: number;
	/** Concepts of which the machine would propose more or less, with some of the words. */
	concepts: { id: string; gained: number; lost: number; gains: string[]; losses: string[] }[];
};

/** Has the machine code some passages, spread over all that is public, with the codebook before and after a change. */
export async function tryChange(db: Db, before: readonly Concept[], after: readonly Concept[]): Promise<Trial> {
	const passages = await spreadPassages(db);
	const [then, later] = [machineOver(before), machineOver(after)];
	const followed = new Map(movesBetween(before, after).follow.map(({ from, to }) => [from, to]));
	const found = new Map<string, Trial['concepts'][number]>();
	const of = (id: string) => found.get(id) ?? found.set(id, { id, gained: 0, lost: 0, gains: [], losses: [] }).get(id);
	for (const { language, body } of passages) {
		if (language === null) continue;
		const keyed = (machine: Machine, move: boolean) =>
			new Map(
				machine.code(language, body).codes.map(({ concept, start, end, stance, quote }) => {
					// What follows a merger is neither gained nor lost.
					const id = move ? (followed.get(concept) ?? concept) : concept;
					return [`${id} ${start} ${end} ${stance}`, { id, quote }];
				})
			);
		const [old, fresh] = [keyed(then, true), keyed(later, false)];
		for (const [key, { id, quote }] of old) if (!fresh.has(key)) note(of(id), 'lost', 'losses', quote);
		for (const [key, { id, quote }] of fresh) if (!old.has(key)) note(of(id), 'gained', 'gains', quote);
	}
	return { passages: passages.length, concepts: [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** The last few machines that previews have built: it takes a second, and a preview is looked at more than once. */
const kept = new Map<string, Machine>();
const mostKept = 4;

function machineOver(concepts: readonly Concept[]): Machine {
	const content = contentOf(concepts);
	const machine = kept.get(content) ?? machineFor('', makeLexicons(wordingsByLanguage(concepts)));
	kept.delete(content);
	kept.set(content, machine);
	for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
	return machine;
}

function note(line: Trial['concepts'][number] | undefined, count: 'gained' | 'lost', list: 'gains' | 'losses', quote: string): void {
	if (line === undefined) return;
	line[count]++;
	if (line[list].length < shownQuotes && !line[list].includes(quote)) line[list].push(quote);
}

async function spreadPassages(db: Db) {
	const coded = db
		.selectFrom('passage')
		.where('language', 'is not', null)
		.where('kind', 'not in', ['question', 'heading'])
		.where('level', '=', 'public');
	const { all } = await coded.select(({ fn }) => [fn.countAll<number>().as('all')]).executeTakeFirstOrThrow();
	const every = Math.max(1, Math.ceil(all / trialSize));
	return coded
		.select(['language', 'body'])
		.$if(every > 1, (query) => query.where(sql<boolean>`id % ${every} = 0`))
		.orderBy('id')
		.limit(trialSize)
		.execute();
}
