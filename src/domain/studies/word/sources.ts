import { TextRun } from 'docx';
import type { ParagraphChild } from 'docx';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import type { Source, Sources } from '../read.server.ts';
import { link, paragraph, words } from './look.ts';

/** Between two sources, and between the parts of one, as the language writes them. */
const semicolon = { ar: '؛ ', en: '; ', es: '; ', fr: ' ; ', ru: '; ', zh: '；' } as const satisfies Record<Language, string>;
const comma = { ar: '، ', en: ', ', es: ', ', fr: ', ', ru: ', ', zh: '，' } as const satisfies Record<Language, string>;

/** What a footnote says: the Party, the title of its document, the place in it and the number of each passage. */
export function noteChildren(language: Language, { total, shown }: Sources): ParagraphChild[] {
	const children = shown.flatMap((source, index) => [
		...(index === 0 ? [] : [words(language, semicolon[language])]),
		...document(language, source),
		words(language, [...places(language, source), say(language, 'study.source-passage', { number: String(source.passageId) })].map((part) => comma[language] + part).join(''))
	]);
	const rest = total - shown.length;
	if (rest > 0) children.push(words(language, semicolon[language] + say(language, 'study.note-more', { count: rest })));
	return [new TextRun(' '), ...children];
}

function document(language: Language, { party, title, titleLanguage }: Source): ParagraphChild[] {
	return [
		words(language, (party ?? say(language, 'study.source-no-party')) + comma[language]),
		words(titleLanguage ?? language, title, isUpright(titleLanguage ?? language) ? {} : { italics: true })
	];
}

/** Arabic and Chinese do not slant letters. */
function isUpright(language: Language): boolean {
	return language === 'ar' || language === 'zh';
}

function places(language: Language, { page, question }: Source): string[] {
	if (question !== null) return [say(language, 'study.source-question', { number: question })];
	return page === null ? [] : [say(language, 'study.source-page', { page: String(page) })];
}

/** The sources of a sentence in the annex: document by document, each passage a link to where it can be read. */
export function annexParagraphs(language: Language, { total, shown }: Sources, address: string, sentenceAddress: string) {
	const byDocument = [...Map.groupBy(shown, ({ documentId }) => documentId).values()];
	const lines = byDocument.map((sources) => {
		const [first] = sources;
		const passages = sources.flatMap((source, index) => [
			...(index === 0 ? [] : [words(language, comma[language])]),
			link(language, String(source.passageId), `${address}/documents/${source.documentId}/passages/${source.passageId}`)
		]);
		const head = first === undefined ? [] : [...document(language, first), words(language, language === 'zh' ? '：' : language === 'fr' ? ' : ' : ': ')];
		return paragraph(language, [...head, ...passages], { style: 'Cell' });
	});
	if (total > shown.length) {
		lines.push(paragraph(language, [link(language, say(language, 'study.annex-more', { count: total - shown.length }), sentenceAddress)], { style: 'Cell' }));
	}
	return lines;
}
