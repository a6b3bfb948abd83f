import type { Db } from '#db/connect.server.ts';
import { conceptsCounted } from '#domain/evidence/counts.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { accuracyOf } from './accuracy.ts';
import type { Accuracy, Read } from './accuracy.ts';
import { countWaiting, listChancePassages } from './chance.server.ts';
import type { ChancePassage } from './chance.server.ts';
import { machineSaid } from './machine-said.server.ts';

const schemeOf = (conceptId: string) => conceptId.slice(0, conceptId.indexOf('/'));
const asks = ({ schemes }: ChancePassage, scheme: string) => schemes === null || schemes.includes(scheme);

/** A passage with the concepts of which it counts as speaking, by the machine and in truth. */
export type Judged = ChancePassage & { machineKeys: Set<string>; trueKeys: Set<string> };

export async function listJudged(store: Db, samples: boolean): Promise<Judged[]> {
	const passages = await listChancePassages(store, samples);
	return passages.map((one) => ({ ...one, machineKeys: conceptsCounted(one.machine), trueKeys: conceptsCounted(one.truth) }));
}

/** The passages that say how well the machine does at something that `holds` of a passage's concepts, and that asks for these schemes. */
export function readsOf(judged: readonly Judged[], schemes: readonly string[], holds: (keys: ReadonlySet<string>) => boolean): Read[] {
	return judged
		.filter((one) => schemes.every((scheme) => asks(one, scheme)))
		.map((one) => ({ documentId: one.documentId, weight: one.weight, marked: holds(one.machineKeys), real: holds(one.trueKeys) }));
}

/** On what the machine was measured in one language. */
export type Sample = {
	language: Language;
	passages: number;
	documents: number;
	parties: number;
	/** Passages that the common queue served by chance; the others were drawn for coding projects. */
	fromQueue: number;
	projects: number[];
	from: Date;
	to: Date;
};

export type Quality = {
	samples: Sample[];
	concepts: { conceptId: string; language: Language; accuracy: Accuracy }[];
	/** Settled passages of coding projects that do not count yet, since some that chance put before them are not settled. */
	waiting: number;
	/** Under which names and versions the machine said what was measured. */
	coders: { name: string; version: string; passages: number }[];
};

/** How well the machine does, by concept and language. Asks the whole database: it gives counts alone. */
export async function measureQuality(store: Db, samples: boolean): Promise<Quality> {
	const judged = await listJudged(store, samples);
	const byLanguage = Map.groupBy(judged, ({ language }) => language);
	const concepts = await store.selectFrom('concept').select('id').orderBy('position').orderBy('id').execute();
	const measured = languages.flatMap((language, at) => {
		const read = byLanguage.get(language) ?? [];
		const met = new Set(read.flatMap(({ machineKeys, trueKeys }) => [...machineKeys, ...trueKeys]));
		return concepts
			.filter(({ id }) => met.has(id))
			.map(({ id: conceptId }, index) => ({
				...{ conceptId, language },
				accuracy: accuracyOf(
					readsOf(read, [schemeOf(conceptId)], (keys) => keys.has(conceptId)),
					at * 1000 + index
				)
			}));
	});
	return {
		samples: languages.flatMap((language) => sampleOf(language, byLanguage.get(language) ?? [])),
		concepts: measured,
		waiting: await countWaiting(store, samples),
		coders: await listCoders(
			store,
			judged.map(({ passageId }) => passageId)
		)
	};
}

function sampleOf(language: Language, read: readonly Judged[]): Sample[] {
	const days = read.map(({ readAt }) => readAt).toSorted((one, other) => one.getTime() - other.getTime());
	const [from, to] = [days[0], days.at(-1)];
	if (from === undefined || to === undefined) return [];
	const projects = new Set(read.flatMap(({ projectId }) => projectId ?? []));
	return [
		{
			...{ language, from, to, passages: read.length },
			documents: new Set(read.map(({ documentId }) => documentId)).size,
			parties: new Set(read.flatMap(({ party }) => party ?? [])).size,
			fromQueue: read.filter(({ projectId }) => projectId === null).length,
			projects: [...projects].toSorted((one, other) => one - other)
		}
	];
}

async function listCoders(store: Db, passageIds: number[]): Promise<Quality['coders']> {
	if (passageIds.length === 0) return [];
	return store
		.selectFrom(machineSaid(store).as('said'))
		.where('said.passageId', 'in', passageIds)
		.groupBy(['said.name', 'said.version'])
		.select(({ fn }) => ['said.name', 'said.version', fn.count<number>('said.passageId').distinct().as('passages')])
		.orderBy('passages', 'desc')
		.orderBy('said.version')
		.execute();
}
