import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import type { Concept } from '#domain/concepts/model.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { seededRandom } from '#text/random.ts';

const wordsAPage = 450;

/** Word reports of invented text in six languages, of so many pages, made of the codebook's own wordings among filler. */
export async function* inventedReports(count: number, pages: number): AsyncGenerator<{ name: string; language: Language; bytes: Buffer }> {
	const { concepts } = readCodebook('data/concepts');
	const random = seededRandom(150);
	for (let at = 0; at < count; at++) {
		const language = languages[at % languages.length] ?? 'en';
		const children = [new Paragraph({ text: `${language} ${at}`, heading: HeadingLevel.TITLE })];
		for (let words = 0; words < pages * wordsAPage;) {
			const text = paragraphOf(concepts, language, random);
			words += language === 'zh' ? text.length / 2 : text.split(' ').length;
			if (random() < 0.1)
				children.push(
					new Paragraph({ text: `${Math.floor(random() * 20)}.${Math.floor(random() * 5) + 1}`, heading: HeadingLevel.HEADING_2 })
				);
			children.push(new Paragraph({ text }));
		}
		yield { name: `report-${at}.docx`, language, bytes: await Packer.toBuffer(new Document({ sections: [{ children }] })) };
	}
}

/**
 * Four sentences of filler words taken from definitions; every other one holds a wording of some concept or cue. That gives about
 * nine pieces of evidence a passage, where the sample reports have one.
 */
function paragraphOf(concepts: readonly Concept[], language: Language, random: () => number): string {
	const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
	const space = language === 'zh' ? '' : ' ';
	const filler = () => (pick(concepts)?.definition[language] ?? '').split(space).slice(0, 12).join(space);
	const wording = () => (pick(pick(concepts)?.wordings.alternative[language] ?? []) ?? '').replace('…', '');
	const sentence = () => [filler(), ...(random() < 0.5 ? [wording()] : []), filler()].join(space);
	return Array.from({ length: 4 }, () => `${sentence().replace(/[.。]/g, '')}${language === 'zh' ? '。' : '. '}`).join('');
}
