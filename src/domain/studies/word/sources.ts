import { TextRun } from 'docx';
import type { ParagraphChild } from 'docx';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import type { Source, Sources } from '../read.server.ts';
import { foreign, link, words } from './look.ts';

/** What stands between two sources, between the parts of one, and between a document and its passages. */
const marks = (language: Language) => ({
	semicolon: say(language, 'study.between-sources'),
	comma: say(language, 'study.between-parts'),
	colon: say(language, 'study.before-passages')
});

/**
 * What a footnote says: the Party, the title and the number of its document, the place in it and the number of each passage.
 * A document that an earlier note has named is named by its number alone; `named` are those, and grows.
 */
export function noteChildren(language: Language, { total, shown }: Sources, named: Set<number>): ParagraphChild[] {
	const children = shown.flatMap((source, index) => {
		const isNamed = named.has(source.documentId);
		named.add(source.documentId);
		const number = say(language, 'study.source-document', { number: String(source.documentId) });
		const passage = say(language, 'study.source-passage', { number: String(source.passageId) });
		return [
			...(index === 0 ? [] : [words(language, marks(language).semicolon)]),
			...(isNamed ? [words(language, partyOf(language, source))] : document(language, source)),
			words(language, [number, ...places(language, source), passage].map((part) => marks(language).comma + part).join(''))
		];
	});
	const rest = total - shown.length;
	if (rest > 0) children.push(words(language, marks(language).semicolon + say(language, 'study.note-more', { count: rest })));
	return [new TextRun(' '), ...children];
}

function document(language: Language, source: Source): ParagraphChild[] {
	const { title, titleLanguage } = source;
	return [
		words(language, partyOf(language, source) + marks(language).comma),
		foreign(language, titleLanguage ?? language, title, isUpright(titleLanguage ?? language) ? {} : { italics: true })
	];
}

export function partyOf(language: Language, { party }: Source): string {
	return party ?? say(language, 'study.source-no-party');
}

/** Arabic and Chinese do not slant letters. */
export function isUpright(language: Language): boolean {
	return language === 'ar' || language === 'zh';
}

function places(language: Language, { page, question }: Source): string[] {
	if (question !== null) return [say(language, 'study.source-question', { number: question })];
	return page === null ? [] : [say(language, 'study.source-page', { page: String(page) })];
}

/** The sources of a sentence in the annex: document by document, each passage a link to where it can be read. */
export function annexSources(language: Language, { total, shown }: Sources, address: string, sentenceAddress: string): ParagraphChild[] {
	const byDocument = [...Map.groupBy(shown, ({ documentId }) => documentId).values()];
	const children = byDocument.flatMap((sources, at) => {
		const [first] = sources;
		if (first === undefined) return [];
		const number = say(language, 'study.source-document', { number: String(first.documentId) });
		const before = at === 0 ? '' : marks(language).semicolon;
		return [
			words(language, before + partyOf(language, first) + marks(language).comma + number + marks(language).colon),
			...sources.flatMap((source, index) => [
				...(index === 0 ? [] : [words(language, marks(language).comma)]),
				link(language, String(source.passageId), `${address}/documents/${source.documentId}/passages/${source.passageId}`)
			])
		];
	});
	const rest = total - shown.length;
	if (rest > 0)
		children.push(
			words(language, marks(language).semicolon),
			link(language, say(language, 'study.annex-more', { count: rest }), sentenceAddress)
		);
	return children;
}

/** The documents among sources, each once, by number. */
export function documentsOf(sources: Iterable<Sources>): Source[] {
	const documents = new Map<number, Source>();
	for (const { shown } of sources) for (const source of shown) documents.set(source.documentId, source);
	return [...documents.values()].toSorted((a, b) => a.documentId - b.documentId);
}
