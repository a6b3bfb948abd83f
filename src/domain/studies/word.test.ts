import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { operator } from '#domain/actor.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeConcept } from '#tests/make.ts';
import { makeReports } from '#tests/make-reports.ts';
import { headingOf } from './describe.ts';
import type { StudyFilters } from './model.ts';
import { findStudy } from './read.server.ts';
import { wordOf } from './word.server.ts';
import { draftStudy } from './write.server.ts';

const db = await freshDatabase();
await makeReports(db);
for (const name of ['technical-capacity', 'institutions', 'access']) await makeConcept(db, `challenge/${name}`);

async function wordIn(language: Language, filters: StudyFilters = { basis: 'proposed', samples: false }) {
	const id = await draftStudy(db, operator, { language, filters });
	const parts = Object.entries(unzipSync(await wordOf(db, id, 'https://example.org/')));
	const texts = new Map(parts.filter(([name]) => /\.(xml|rels)$/.test(name)).map(([name, bytes]) => [name, strFromU8(bytes)]));
	const part = (name: string) => texts.get(name) ?? '';
	return { id, texts, part, document: part('word/document.xml') };
}

/** The text of a part, paragraph by paragraph. */
function paragraphsOf(xml: string): string[] {
	return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
		[...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')
	);
}

test('every part of the file is well-formed, in each language', async () => {
	for (const language of languages) {
		const { texts } = await wordIn(language);
		for (const xml of texts.values()) new SaxesParser({ xmlns: true }).write(xml).close();
		expect(texts.size).toBeGreaterThan(8);
	}
});

test('every sentence is in the file, under headings that Word knows as headings', async () => {
	const { id, document } = await wordIn('fr');
	const { sentences } = await findStudy(db, id);
	const text = paragraphsOf(document)
		.join('\n')
		.replaceAll('&amp;', '&')
		.replace(/[\u200e\u200f]/g, '');
	for (const { body } of sentences) expect(text).toContain(body);
	const headings = [...document.matchAll(/<w:pStyle w:val="Heading1"\/>/g)];
	expect(headings).toHaveLength(7);
	for (const section of ['method', 'quotes'] as const) expect(text).toContain(headingOf('fr', section, section === 'method' ? 0 : 5));
});

test('the table of contents is a field, and is filled in before Word updates it', async () => {
	const { document, part } = await wordIn('es');
	expect(document).toMatch(/<w:instrText[^>]*>TOC [^<]*\\h/);
	const entries = [...document.matchAll(/<w:pStyle w:val="TOC1"\/>/g)];
	expect(entries).toHaveLength(7);
	expect(part('word/settings.xml')).toContain('<w:updateFields');
});

test('paragraphs and items are numbered by Word, and each has a footnote that names its sources', async () => {
	const { document, part } = await wordIn('en');
	expect(document).toMatch(/<w:ilvl w:val="0"\/>/);
	expect(document).toMatch(/<w:ilvl w:val="1"\/>/);
	expect(part('word/numbering.xml')).toContain('w:val="(%2)"');
	const references = [...document.matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map(([, id]) => id);
	const notes = part('word/footnotes.xml');
	expect(references.length).toBeGreaterThan(5);
	for (const id of references) expect(notes).toContain(`w:id="${id}"`);
	expect(paragraphsOf(notes).join('\n')).toMatch(/KEN en, Document \d+, document \d+, passage \d+/);
});

test('tables have heads that repeat, and the annex leads to each passage', async () => {
	const { document, part } = await wordIn('en');
	expect([...document.matchAll(/<w:tblHeader\/>/g)]).toHaveLength(4);
	expect(document).toContain('w:orient="landscape"');
	const links = [...part('word/_rels/document.xml.rels').matchAll(/Target="(https:[^"]+)"/g)].map(([, address]) => address);
	expect(links.some((address) => /^https:\/\/example\.org\/en\/documents\/\d+\/passages\/\d+$/.test(address ?? ''))).toBe(true);
	expect(links.some((address) => /^https:\/\/example\.org\/en\/study\/\d+$/.test(address ?? ''))).toBe(true);
});

test('Arabic runs from right to left: runs, paragraphs, tables, sections and what Word writes itself', async () => {
	const { document, part } = await wordIn('ar');
	expect(document).toContain('<w:rtl/>');
	expect(document).toContain('<w:bidiVisual/>');
	const paragraphs = [...document.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([one]) => one);
	const withArabic = paragraphs.filter((one) => /[\u0600-\u06ff]/.test(one) && !/TOC\d/.test(one));
	expect(withArabic.filter((one) => !one.includes('<w:bidi/>'))).toEqual([]);
	const sections = [...document.matchAll(/<w:sectPr\b.*?<\/w:sectPr>/gs)].map(([one]) => one);
	expect(sections.every((one) => one.includes('<w:bidi/>'))).toBe(true);
	expect(part('word/styles.xml')).toMatch(/<w:pPrDefault>\s*<w:pPr><w:bidi\/>/);
	expect(part('word/numbering.xml')).toContain('w:val="arabicAbjad"');
	const { document: english } = await wordIn('en');
	expect(english).not.toContain('<w:bidi/>');
});

test('a quotation keeps its language and its direction', async () => {
	const { document } = await wordIn('ru');
	const quote = [...document.matchAll(/<w:r>(?:(?!<\/w:r>).)*Faltan fondos para residuos\.(?:(?!<\/w:r>).)*<\/w:r>/gs)].map(([run]) => run);
	expect(quote.length).toBeGreaterThan(0);
	expect(quote.every((run) => run.includes('w:val="es-ES"'))).toBe(true);
});

test('samples are named in the title and at the head of every page', async () => {
	for (const language of languages) {
		const { texts, document } = await wordIn(language, { basis: 'proposed', samples: true });
		const title = say(language, 'study.title-samples', { title: say(language, 'study.title') });
		expect(paragraphsOf(document)).toContain(title);
		const [, mark = ''] = say(language, 'study.header-samples', { date: '|' }).split('|');
		const headers = [...texts].filter(([name]) => /word\/header\d+\.xml$/.test(name));
		expect(headers.length).toBeGreaterThan(2);
		for (const [, xml] of headers) expect(paragraphsOf(xml).join('')).toContain(mark);
	}
});

test('a study of nothing is still a file', async () => {
	const { document } = await wordIn('zh', { basis: 'reviewed', samples: false, region: 'weog' });
	expect(paragraphsOf(document).join('')).toContain(say('zh', 'sentences.coverage-none'));
});
