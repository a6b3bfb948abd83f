import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { fewest, rateOf } from '#domain/agreement/accuracy.ts';
import { estimateOf, unmeasuredIn } from '#domain/agreement/estimate.ts';
import type { Rates, Standing } from '#domain/agreement/estimate.ts';
import { machineSaid } from '#domain/agreement/machine-said.server.ts';
import { listJudged, readsOf } from '#domain/agreement/quality.server.ts';
import type { Judged } from '#domain/agreement/quality.server.ts';
import { conceptsCounted } from '#domain/evidence/counts.ts';
import type { Said } from '#domain/evidence/counts.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Stance } from '#text/particulars.ts';
import { anySector, countedPassages } from './counted.server.ts';
import { anyCut, citedCut, conceptCut, tableCut } from './cut.ts';
import type { Cut, Place } from './cut.ts';
import { anyConcept, conceptDimensions } from './model.ts';
import type { Accurate, ConceptDimension, Dimension, Filters } from './model.ts';
import { remembered } from './remember.server.ts';

/** Cells of a table are many, and a bar in one of them is read at a glance. */
const drawsFor = { bars: 1000, cells: 300 };

/**
 * Passages of one Party in one place that are alike in everything that is said of them. What they were read whole for: all schemes, named by
 * `*`, or those that a reader was asked about; null where nobody has read them whole.
 */
type Ground = Place & { party: string | null; language: Language; readFor: string | null; said: string | null; passages: number };

/** On what estimates rest, which is the same for every reader: what was read by chance, and of what its readers were not asked. */
export type MeasuredOn = { judged: Judged[]; partly: { passageId: number; schemes: string[] }[] };

/** Asks the whole database. */
export async function measuredOn(store: Db, samples: boolean): Promise<MeasuredOn> {
	return remembered(store, 'measured-on', samples, async () => {
		const partly = await store
			.selectFrom('reviewedPassage')
			.innerJoin('codingProject', 'codingProject.id', 'reviewedPassage.projectId')
			.select(['passageId', 'schemes'])
			.orderBy('passageId')
			.execute();
		return { judged: await listJudged(store, samples), partly };
	});
}

/** How accurate the counts of a scheme's concepts are, by concept. `store` is the whole database, on which the machine is measured. */
export async function estimateConcepts(db: Db, store: Db, scheme: ConceptDimension, filters: Filters) {
	return remembered(db, 'estimates', [scheme, { ...filters, basis: '' }], async () =>
		estimate(db, await measuredOn(store, filters.samples), conceptCut(scheme, filters.sector), filters, drawsFor.bars)
	);
}

/** How accurate the counts of a table's cells are, by `accurateName`; of a table without concepts nothing is to be said. */
export async function estimateTable(db: Db, store: Db, rows: Dimension, columns: Dimension, filters: Filters) {
	const cut = tableCut(rows, columns, filters.sector);
	if (cut === null) return new Map<string, Accurate>();
	return remembered(db, 'table-estimates', [rows, columns, { ...filters, basis: '' }], async () =>
		estimate(db, await measuredOn(store, filters.samples), cut, filters, drawsFor.cells)
	);
}

/** How accurate the count of the passages is that speak of one concept, or of two. */
export async function estimateCited(db: Db, store: Db, concepts: readonly string[], filters: Filters): Promise<Accurate | undefined> {
	const found = await remembered(db, 'cited-estimates', [concepts, { ...filters, basis: '' }], async () =>
		estimate(db, await measuredOn(store, filters.samples), citedCut(concepts, filters.sector), filters, drawsFor.bars)
	);
	return found.get('cited ');
}

/** How accurate the count is of those that speak of any concept of a scheme. */
export async function estimateAny(db: Db, measured: MeasuredOn, scheme: ConceptDimension, filters: Filters): Promise<Accurate | undefined> {
	return (await estimate(db, measured, anyCut(scheme), filters, drawsFor.bars)).get(`${anyConcept} `);
}

async function estimate(db: Db, measured: MeasuredOn, cut: Cut, asked: Filters, draws: number): Promise<Map<string, Accurate>> {
	const everything = anySector({ ...asked, basis: 'proposed' });
	const ground = await remembered(db, 'ground', everything, () => listGround(db, measured.partly, everything));
	const tallies = tally(ground, cut);
	const rates = ratesFor(measured.judged, cut);
	// In one order whatever the database gave first, so that each figure has the same seed again.
	const inOrder = [...tallies.counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
	const figures = inOrder.map(([name, { thing, part, standings, ...raw }], at): [string, Accurate] => {
		const whole = filled(standings, tallies.unread.get(part) ?? new Map());
		const found = rates(thing);
		return [name, { ...counted(raw), estimate: estimateOf(whole, found, { seed: at + 1, draws }), unmeasured: unmeasuredIn(whole, found) }];
	});
	return new Map(figures);
}

/** Everything that is said of the passages that count, alike ones together: `challenge/finance challenge proposed`, and so on. */
async function listGround(db: Db, partly: MeasuredOn['partly'], filters: Filters): Promise<Ground[]> {
	const isAsked = sql<boolean>`(split_part(concept_id, '/', 1) in (${sql.join([...conceptDimensions])}) or stance in ('challenge', 'need'))`;
	const read = JSON.stringify(partly.map(({ passageId, schemes }) => ({ id: passageId, schemes: schemes.join(' ') })));
	const ground = countedPassages(db, filters)
		.leftJoin('reviewedPassage', 'reviewedPassage.passageId', 'passage.id')
		.select(['passage.id', 'document.party', 'document.cycle', sql<string | null>`party.un_group::text`.as('region'), 'passage.language'])
		// Of a heading the machine says nothing and nobody is asked: what stands is all there is.
		.select(sql<boolean>`reviewed_passage.passage_id is not null or passage.kind = 'heading'`.as('isRead'));
	const { rows } = await sql<Ground>`
		with ground as ${ground},
		asked as (select id, schemes from json_to_recordset(${read}::json) as row(id int, schemes text)),
		standing as (select passage_id, concept_id, stance::text as stance, status::text as status from evidence where status <> 'refused'
			and ${isAsked}),
		machine as (select passage_id, concept_id, stance::text as stance, 'machine' as status from (${machineSaid(db)}) as said where ${isAsked}),
		said as (select passage_id, string_agg(concept_id || ' ' || stance || ' ' || status, ',') as said
			from (select * from standing union all select * from machine) as one group by 1)
		select party, cycle, region, language, case when is_read then coalesce(asked.schemes, '*') end as "readFor", said, count(*)::int as passages
		from ground left join said on said.passage_id = ground.id left join asked on asked.id = ground.id
		group by 1, 2, 3, 4, 5, 6`.execute(db);
	return rows;
}

type Keys = Record<'accepted' | 'standing' | 'machine', string[]>;

/** What a passage counts as speaking of: by accepted evidence, by all that is not refused, and by the machine alone. */
function keysOf(said: string, { things }: Cut): Keys {
	const codes = said.split(',').map((one) => {
		const [conceptId = '', stance = '', by = ''] = one.split(' ');
		// The cast: it is read from a column of that type.
		return { conceptId, stance: stance as Stance, by };
	});
	const speaks = (which: (by: string) => boolean): string[] => things(conceptsCounted(codes.filter(({ by }) => which(by)) as Said[]));
	return {
		accepted: speaks((by) => by === 'accepted'),
		standing: speaks((by) => by !== 'machine'),
		machine: speaks((by) => by === 'machine')
	};
}

type Raw = Record<'reviewed' | 'machine', { parties: Set<string>; passages: number }>;
type Tally = Raw & { thing: string; part: string; standings: Map<string, Standing> };

const placeOf = ({ party, language }: { party: string | null; language: Language }) => `${party ?? ''} ${language}`;

/** Counts of each thing in each part, and of each part how many passages nobody has read whole. */
function tally(ground: readonly Ground[], cut: Cut) {
	const counts = new Map<string, Tally>();
	const unread = new Map<string, Map<string, Standing>>();
	const known = new Map<string, Keys>();
	const isWholeFor = (readFor: string | null) =>
		readFor === '*' || (readFor !== null && cut.schemes.every((scheme) => readFor.split(' ').includes(scheme)));
	for (const { party, language, readFor, said, passages, ...place } of ground) {
		const isWhole = isWholeFor(readFor);
		const keys = said === null ? undefined : (known.get(said) ?? keysOf(said, cut));
		if (said !== null && keys !== undefined) known.set(said, keys);
		for (const part of cut.parts({ ...place, language })) {
			if (!isWhole) standingIn(unread, part, { party, language }).empty += passages;
			if (keys === undefined) continue;
			const [accepted, standing, machine] = [new Set(keys.accepted), new Set(keys.standing), new Set(keys.machine)];
			for (const thing of new Set([...keys.accepted, ...keys.standing, ...keys.machine])) {
				const count = tallyOf(counts, thing, part);
				for (const [name, of] of [['reviewed', accepted] as const, ['machine', machine] as const]) {
					if (!of.has(thing)) continue;
					count[name].passages += passages;
					if (party !== null) count[name].parties.add(party);
				}
				const one = standingIn(new Map([['', count.standings]]), '', { party, language });
				if (accepted.has(thing)) one.known += passages;
				else if (!isWhole && standing.has(thing)) one.marked += passages;
				// Not whole, and settled all the same: what the machine said of it was refused, so that nothing is left to expect.
				if (!isWhole && (accepted.has(thing) || standing.has(thing) || machine.has(thing))) one.empty -= passages;
			}
		}
	}
	return { counts, unread };
}

function standingIn(all: Map<string, Map<string, Standing>>, part: string, of: { party: string | null; language: Language }): Standing {
	const places = all.get(part) ?? new Map<string, Standing>();
	all.set(part, places);
	const found = places.get(placeOf(of)) ?? { ...of, known: 0, marked: 0, empty: 0 };
	places.set(placeOf(of), found);
	return found;
}

function tallyOf(counts: Map<string, Tally>, thing: string, part: string): Tally {
	const name = `${thing} ${part}`;
	const none = () => ({ parties: new Set<string>(), passages: 0 });
	const found = counts.get(name) ?? { thing, part, standings: new Map(), reviewed: none(), machine: none() };
	counts.set(name, found);
	return found;
}

/** Of all unread passages of a part those that are not marked are empty: `standings` hold as a negative number how many are not. */
function filled(standings: ReadonlyMap<string, Standing>, unread: ReadonlyMap<string, Standing>): Standing[] {
	return [...new Set([...standings.keys(), ...unread.keys()])].toSorted().flatMap((place) => {
		const [one, all] = [standings.get(place), unread.get(place)];
		const of = one ?? all;
		return of === undefined
			? []
			: [{ ...of, known: one?.known ?? 0, marked: one?.marked ?? 0, empty: (all?.empty ?? 0) + (one?.empty ?? 0) }];
	});
}

const counted = ({ reviewed, machine }: Raw) => ({
	reviewed: { parties: reviewed.parties.size, passages: reviewed.passages },
	machine: { parties: machine.parties.size, passages: machine.passages }
});

/** What is measured of each thing, in each language, once for each thing that is asked for. */
function ratesFor(judged: readonly Judged[], { schemes, things }: Cut): (thing: string) => Rates {
	const spoken = judged.map((one) => ({ ...one, machineKeys: new Set(things(one.machineKeys)), trueKeys: new Set(things(one.trueKeys)) }));
	const byLanguage = Map.groupBy(spoken, ({ language }) => language);
	const known = new Map<string, Rates>();
	return (thing) => {
		const found =
			known.get(thing) ?? new Map(languages.map((language) => [language, ratesIn(byLanguage.get(language) ?? [], schemes, thing)]));
		known.set(thing, found);
		return found;
	};
}

function ratesIn(judged: readonly Judged[], schemes: readonly string[], thing: string) {
	const reads = judged.length < fewest.empty ? [] : readsOf(judged, schemes, (keys) => keys.has(thing));
	const [marked, empty] = [reads.filter((one) => one.marked), reads.filter((one) => !one.marked)];
	return { precision: rateOf(marked, ({ real }) => real), missRate: rateOf(empty, ({ real }) => real) };
}
