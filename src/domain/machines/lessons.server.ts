import type { Db } from '#db/connect.server.ts';
import { codedSchemes } from '#domain/evidence/model.ts';
import { facetOf, particulars, passageLabels } from '#text/learn/labels.ts';
import { digestOf } from '#text/learn/stored.server.ts';
import type { Lesson } from './model.ts';
import { readStarter } from './starter.server.ts';

/** `starter`: with the invented passages that ship; `samples`: with what was read whole in the sample documents. */
export type Sources = { starter: boolean; samples: boolean };

/** The labels that are learnt: the concepts in use of the schemes that can be learnt, and what is said of a whole passage. */
export async function listLabels(db: Db): Promise<string[]> {
	const rows = await db.selectFrom('concept').where('retiredAt', 'is', null).select('id').orderBy('id').execute();
	return learnable(rows.map(({ id }) => id));
}

export const learnable = (concepts: readonly string[]): string[] => [
	...concepts.filter((id) => facetOf(id) !== undefined && !id.startsWith('stance/')).toSorted(),
	...passageLabels
];

/** The passages that people have read whole: public ones alone, for a machine may be given to everyone; of each document the latest version. */
export async function listReviewed(db: Db, { samples }: Pick<Sources, 'samples'>): Promise<Lesson[]> {
	const passages = await db
		.selectFrom('reviewedPassage')
		.innerJoin('passage', 'passage.id', 'reviewedPassage.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.leftJoin('document as newer', 'newer.supersedes', 'document.id')
		.leftJoin('codingProject', 'codingProject.id', 'reviewedPassage.projectId')
		.leftJoin('specificity', 'specificity.passageId', 'passage.id')
		.where('newer.id', 'is', null)
		.where('passage.level', '=', 'public')
		.$if(!samples, (query) => query.where('document.isSample', '=', false))
		.select(['passage.id', 'passage.documentId', 'passage.language', 'passage.body', 'codingProject.schemes'])
		.select(['specificity.reviewedAt', 'specificity.states', 'specificity.kind', 'specificity.sector', 'specificity.item'])
		.select(['specificity.quantity', 'specificity.place', 'specificity.time'])
		.orderBy('passage.id')
		.execute();
	const accepted = await db
		.selectFrom('evidence')
		.innerJoin('reviewedPassage', 'reviewedPassage.passageId', 'evidence.passageId')
		.where('status', '=', 'accepted')
		.select(['evidence.passageId', 'conceptId as concept', 'stance', 'startAt as start', 'endAt as end'])
		.orderBy('evidence.passageId')
		.orderBy('startAt')
		.orderBy('evidence.id')
		.execute();
	const codesOf = Map.groupBy(accepted, ({ passageId }) => passageId);
	return passages.flatMap((row): Lesson[] => {
		const { language } = row;
		if (language === null) return [];
		const isMeasured = row.reviewedAt !== null;
		const named = particulars.filter((one) => row[one] !== null).map((one) => `particular/${one}`);
		const unasked = row.schemes === null ? [] : codedSchemes.filter((scheme) => row.schemes?.includes(scheme) !== true);
		return [
			{
				...{ set: 'reviewed', document: `document ${row.documentId}`, language, text: row.body, passageId: row.id },
				codes: (codesOf.get(row.id) ?? []).map(({ concept, stance, start, end }) => ({ concept, stance, start, end })),
				labels: isMeasured ? [...named, ...(row.states === true ? ['states/any'] : [])] : [],
				unknown: [...unasked.map((scheme) => `${scheme}/`), ...(isMeasured ? [] : passageLabels)]
			}
		];
	});
}

export type TrainingSet = { lessons: Lesson[]; labels: string[]; digest: string };

/** All that a machine is to learn from, in an order that depends on nothing else, with its digest. */
export async function trainingSet(db: Db, facts: string, sources: Sources): Promise<TrainingSet> {
	const labels = await listLabels(db);
	return setOf([...(await listReviewed(db, sources)), ...(sources.starter ? readStarter(facts) : [])], labels);
}

export function setOf(all: readonly Lesson[], labels: string[]): TrainingSet {
	const known = new Set(labels);
	const lessons = all.map((lesson): Lesson => ({
		...lesson,
		codes: lesson.codes.filter(({ concept }) => known.has(concept)),
		labels: lesson.labels.filter((label) => known.has(label)),
		// A scheme that nobody asked about stands for its labels.
		unknown: lesson.unknown.flatMap((one) => (one.endsWith('/') ? labels.filter((label) => label.startsWith(one)) : [one]))
	}));
	return { lessons, labels, digest: digestOf([JSON.stringify(labels), ...lessons.map((one) => JSON.stringify(one))]) };
}
