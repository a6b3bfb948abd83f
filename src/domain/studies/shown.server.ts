import type { Db } from '#db/connect.server.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import { filterLines, headingOf, letterOf, placeOf, titleOf } from './describe.ts';
import { inParagraphs } from './model.ts';
import type { Comparison, Recipe, Sentence, StudyFilters } from './model.ts';
import { piecesOf } from './quoted.ts';
import { findSentence, findStudy, firstSources, listSources, listStudies } from './read.server.ts';
import type { Source, Study } from './read.server.ts';
import { redraftStudy } from './redraft.server.ts';
import { tableOf } from './table-rows.ts';

/** How many sources of a sentence are shown with it; the others have a page. */
const besideSentence = 2;

/** A study as its page shows it: itself in its own language, what is said about it in the reader's. */
export async function showStudy(db: Db, id: number, reader: Language) {
	const study = await findStudy(db, id);
	const { language, sentences } = study;
	const first = sentences.flatMap(({ recipe }) => recipe.first.slice(0, besideSentence));
	const sources = await listSources(db, first, reader);
	const names = await keyLabels(db, reader);
	const labels = await conceptLabels(db, language);
	const show = (sentence: Sentence) => shown(sentence, reader, names, sources);
	return {
		...about(study, reader),
		total: sentences.length,
		chapters: inParagraphs(sentences).map(({ section, paragraphs }, index) => ({
			section,
			heading: headingOf(language, section, index),
			paragraphs: paragraphs.map(({ number, lead, items }) => ({
				number,
				lead: lead.map(show),
				items: items.map((item, at) => ({ letter: letterOf(language, at + 1), sentences: item.map(show) })),
				tables: lead.flatMap((one) => tableOf(language, one, labels) ?? [])
			}))
		}))
	};
}

function about({ id, language, filters, draftedAt, draftedBy }: Omit<Study, 'sentences'>, reader: Language) {
	return {
		id,
		language,
		title: titleOf(language, filters),
		draft: say(language, 'study.draft'),
		scope: filterLines(reader, filters),
		isSample: filters.samples,
		draftedAt,
		draftedBy
	};
}

function shown(sentence: Sentence, reader: Language, names: ReadonlyMap<string, string>, sources: ReadonlyMap<number, Source>) {
	const { position, recipe } = sentence;
	const { total, shown: first } = firstSources([sentence], sources, besideSentence, recipe.sources);
	return {
		position,
		pieces: piecesOf(sentence),
		...rewordedOf(sentence),
		/** The recipe in one line. */
		asked: listParts(recipe, reader, names).join(' · '),
		total,
		/** Whether a person has confirmed all of what it rests on; nothing of one for which that is no question. */
		...('standing' in recipe.result && { isReviewed: recipe.result.standing === 'reviewed' }),
		/** The first of the sources, in words. */
		sources: first.map((source) => ({
			passageId: source.passageId,
			documentId: source.documentId,
			words: sourceWords(reader, source).join(' · ')
		}))
	};
}

/** In whose words a sentence is, where they are not the machine's. */
function rewordedOf({ written, rewordedBy, rewordedAt }: Sentence) {
	return {
		reworded: written === null || rewordedBy === null || rewordedAt === null ? undefined : { written, by: rewordedBy, at: rewordedAt }
	};
}

function listParts({ query, about: keys, denominator }: Recipe, reader: Language, names: ReadonlyMap<string, string>): string[] {
	return [
		say(reader, `study.query-${query}`),
		...keys.flatMap((key) => named(key, reader, names)),
		...(denominator === null ? [] : [say(reader, `study.denominator-${denominator.of}`, { count: denominator.count })])
	];
}

function sourceWords(reader: Language, { party, documentId, page, question, passageId }: Source): string[] {
	return [
		party ?? say(reader, 'study.source-no-party'),
		say(reader, 'study.source-document', { number: String(documentId) }),
		...(question !== null
			? [say(reader, 'study.source-question', { number: question })]
			: page !== null
				? [say(reader, 'study.source-page', { page: String(page) })]
				: []),
		say(reader, 'study.source-passage', { number: String(passageId) })
	];
}

/** A concept, a region or a language that was asked about; the number of a quoted passage is among its sources already. */
function named(key: string, reader: Language, names: ReadonlyMap<string, string>): string[] {
	if (/^\d*$/.test(key)) return [];
	if (key === 'sector') return [say(reader, 'names.scheme-sector')];
	if (key === 'challenge') return [say(reader, 'names.scheme-challenge')];
	if (key === 'language') return [say(reader, 'study.by-language')];
	if (key === 'region') return [say(reader, 'study.by-region')];
	return [names.get(key) ?? key];
}

/** One sentence with its whole recipe and a page of its sources. */
export async function showSentence(db: Db, id: number, position: number, reader: Language, after: number) {
	const { study, sentence, sources, next } = await findSentence(db, id, position, reader, after);
	const names = await keyLabels(db, reader);
	return {
		...about(study, reader),
		sentence: {
			position,
			pieces: piecesOf(sentence),
			...rewordedOf(sentence),
			about: sentence.recipe.about.flatMap((key) => named(key, reader, names)),
			total: sentence.recipe.sources,
			recipe: sentence.recipe
		},
		place: placeOf(study.language, sentence),
		sources,
		next
	};
}

/** A page of drafts, as a list shows them. */
export async function showStudies(db: Db, reader: Language, before?: number) {
	const { studies, next } = await listStudies(db, before);
	return {
		studies: studies.map(({ filters, ...study }) => ({ ...study, isSample: filters.samples, scope: scopeOf(reader, filters) })),
		next
	};
}

function scopeOf(reader: Language, filters: StudyFilters): string[] {
	const [reports = '', basis = ''] = filterLines(reader, filters);
	return [reports, basis];
}

/** What of a study would be written otherwise today, and how many sentences were compared. */
export async function compareStudy(db: Db, id: number): Promise<{ all: number; changed: Comparison[]; at: Date }> {
	const compared = await redraftStudy(db, id);
	return {
		all: compared.filter(({ position }) => position !== null).length,
		changed: compared.filter(({ changed }) => changed),
		at: new Date()
	};
}
