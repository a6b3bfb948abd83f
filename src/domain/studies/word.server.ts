import { AlignmentType, Document, Footer, Header, PageNumber, PageOrientation, Packer, TextRun } from 'docx';
import type { ISectionOptions, Paragraph, Table } from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import type { Db } from '#db/connect.server.ts';
import { direction } from '#text/languages.ts';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import { headerOf, titleOf } from './describe.ts';
import { noteOf } from './model.ts';
import { countByNote, findStudy, firstSources, listSources } from './read.server.ts';
import type { Source, Sources, Study } from './read.server.ts';
import { tableOf } from './table-rows.ts';
import type { Shown } from './table-rows.ts';
import { annex } from './word/annex.ts';
import { chapters } from './word/body.ts';
import type { Notes } from './word/body.ts';
import { mirrored } from './word/direction.ts';
import { paragraph, words } from './word/look.ts';
import { accent, numbering, styles } from './word/styles.ts';
import { table } from './word/tables.ts';
import { titlePage } from './word/title.ts';

/** How many sources a note prints, and the annex for each sentence. All are kept and shown on the study's page. */
const inNote = 4;
const inAnnex = 60;

/** Twentieths of a point: A4 with margins of two centimetres. */
const page = { width: 11906, height: 16838, margin: 1134 };
const textWidth = page.width - 2 * page.margin;
const textHeight = page.height - 2 * page.margin;

/** A stored study as a Word file. Links in it lead to the site at `base`; its title page says how many sentences are withheld, and the remarks. */
export async function wordOf(
	db: Db,
	id: number,
	base = 'http://localhost:3000',
	withheld = 0,
	remarks: readonly string[] = []
): Promise<Uint8Array> {
	const study = await findStudy(db, id);
	const { language, filters } = study;
	const labels = await conceptLabels(db, language);
	const known = await listSources(
		db,
		study.sentences.flatMap(({ recipe }) => recipe.first),
		language
	);
	const noteSources = sourcesByNote(study, known, await countByNote(db, id));
	const sentenceSources = new Map(
		study.sentences
			.filter(({ recipe }) => recipe.sources > 0)
			.map((one) => [one.position, firstSources([one], known, inAnnex, one.recipe.sources)])
	);
	const notes: Notes = { set: {}, named: new Set() };
	const parts = split(study, labels, noteSources, notes);
	const address = `${base.replace(/\/$/, '')}/${language}`;
	const file = new Document({
		title: titleOf(language, filters),
		creator: 'Cinnabar',
		description: headerOf(language, filters, study.draftedAt),
		features: { updateFields: true },
		styles: styles(language),
		numbering: numbering(language),
		footnotes: notes.set,
		pageNumbers: estimatePageNumbersWith({ guess: true }),
		sections: [
			section(study, titlePage(study, withheld, remarks)),
			...parts.map(({ isWide, children }) => section(study, children, isWide)),
			section(study, annex(study, sentenceSources, inAnnex, address))
		]
	});
	const bytes = new Uint8Array(await Packer.toArrayBuffer(file));
	return direction(language) === 'rtl' ? mirrored(bytes) : bytes;
}

/** The sources of the words that share a note, by the note's name. */
function sourcesByNote(
	{ sentences }: Study,
	known: ReadonlyMap<number, Source>,
	totals: ReadonlyMap<string, number>
): Map<string, Sources> {
	return new Map(
		[...Map.groupBy(sentences, noteOf)].flatMap(([name, together]) => {
			const total = totals.get(name) ?? 0;
			return total === 0 ? [] : [[name, firstSources(together, known, inNote, total)]];
		})
	);
}

type Part = { isWide: boolean; children: (Paragraph | Table)[] };

/** The chapters in their order. A table of many columns gets a page across, after the chapter that speaks of it. */
function split(study: Study, labels: ReadonlyMap<string, string>, sources: ReadonlyMap<string, Sources>, notes: Notes): Part[] {
	const { language, sentences } = study;
	const parts: Part[] = [];
	let running: Part | undefined;
	for (const chapter of chapters(language, sentences, sources, notes)) {
		if (running === undefined) parts.push((running = { isWide: false, children: [] }));
		running.children.push(chapter.heading);
		const wide: Shown[] = [];
		for (const { sentences: said, paragraph: written } of chapter.paragraphs) {
			running.children.push(written);
			for (const shown of said.flatMap((one) => tableOf(language, one, labels) ?? [])) {
				if (shown.head.length > 5) wide.push(shown);
				else running.children.push(...drawn(study, shown, textWidth));
			}
		}
		if (wide.length > 0) {
			parts.push({ isWide: true, children: wide.flatMap((shown) => drawn(study, shown, textHeight)) });
			running = undefined;
		}
	}
	return parts;
}

function drawn({ language }: Study, { caption, head, rows }: Shown, width: number): (Paragraph | Table)[] {
	const columns = head.length - 1;
	const first = Math.round(width * (columns > 4 ? 0.17 : 0.46));
	const widths = [first, ...Array.from({ length: columns }, () => Math.floor((width - first) / columns))];
	return [
		paragraph(language, [words(language, caption)], { style: 'Caption' }),
		table(
			language,
			widths,
			head.map((text, index) => ({ text, isNumber: index > 0 })),
			rows.map(({ label, figures }) =>
				figures.length === 0
					? [{ text: label, isBold: true, span: head.length }]
					: [{ text: label }, ...figures.map((text) => ({ text, isNumber: true }))]
			)
		),
		paragraph(language, [])
	];
}

function section({ language, filters, draftedAt }: Study, children: ISectionOptions['children'], isWide = false): ISectionOptions {
	const { margin } = page;
	const header = words(language, headerOf(language, filters, draftedAt), filters.samples ? { bold: true, color: accent } : {});
	return {
		properties: {
			page: {
				size: { width: page.width, height: page.height, orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
				margin: { top: margin, bottom: margin, left: margin, right: margin, header: 567, footer: 567 }
			}
		},
		headers: { default: new Header({ children: [paragraph(language, [header])] }) },
		footers: {
			default: new Footer({
				children: [paragraph(language, [new TextRun({ children: [PageNumber.CURRENT] })], { alignment: AlignmentType.CENTER })]
			})
		},
		children
	};
}
