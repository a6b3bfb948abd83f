import type { Db } from '#db/connect.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import type { EvidenceStatus } from '#domain/evidence/model.ts';
import { say } from '#i18n/messages.ts';
import { direction } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { writeCsv } from '#text/csv.ts';
import type { Actor } from '../actor.ts';
import { annotation, collectionEnd, collectionStart } from './annotations.ts';
import { codeTree } from './codes.ts';
import { columns, linesOf } from './lines.ts';
import type { Column, Line } from './lines.ts';
import type { CarriedPassage, PassageFile, Scope } from './model.ts';
import { documentsBy, isCarried, listShown, passagePages } from './read.server.ts';
import { writeCodebook } from './refi/write.ts';
import { trainingLine } from './training.ts';
import { workbook } from './workbook.ts';
import { whole } from './zip-stream.ts';

export type FileAsked = {
	scope: Scope;
	file: PassageFile;
	language: Language;
	date: Date;
	/** Where the platform is, for addresses of passages. */
	origin: string;
	/** What was refused too; else only what stands. */
	withRefused: boolean;
};

/** The codes of passages as a file of the kind that is asked for, as a stream; what is closed is written down as shown, page by page. */
export async function writePassages(db: Db, store: Db, actor: Actor, asked: FileAsked): Promise<AsyncGenerator<Uint8Array | string>> {
	const labels = new Map((await listShown(db, asked.language)).map(({ id, label }) => [id, label]));
	const pages = shownPages(db, store, actor, asked);
	switch (asked.file) {
		case 'csv':
			return csv(pages, asked, labels);
		case 'xlsx':
			return xlsx(pages, asked, labels);
		case 'jsonld':
			return jsonLd(pages, asked);
		case 'jsonl':
			return jsonLines(pages);
	}
}

type Page = { passages: CarriedPassage[]; documents: Awaited<ReturnType<typeof documentsBy>> };

async function* shownPages(db: Db, store: Db, actor: Actor, { scope, file, withRefused }: FileAsked): AsyncGenerator<Page> {
	const basis = 'cited' in scope ? scope.cited.basis : 'proposed';
	const carries = (status: EvidenceStatus) => (file === 'jsonl' ? status !== 'proposed' : isCarried(status, basis, withRefused));
	for await (const page of passagePages(db, scope, file === 'jsonl')) {
		const passages = page.map((one) => ({ ...one, pieces: one.pieces.filter(({ status }) => carries(status)) }));
		const documents = await documentsBy(db, [...new Set(passages.map(({ documentId }) => documentId))]);
		await discloses(store, actor, 'file', { named: [...documents.keys()], passages: passages.map(({ id }) => id) });
		yield { passages, documents };
	}
}

function* lines({ passages, documents }: Page, { language, origin }: FileAsked, labels: ReadonlyMap<string, string>) {
	for (const passage of passages) {
		const document = documents.get(passage.documentId);
		if (document === undefined) continue;
		yield* linesOf(document, passage, { labels, address: addressOf(origin, language, passage) });
	}
}

const addressOf = (origin: string, language: Language, { id, documentId }: CarriedPassage) =>
	`${origin}/${language}/documents/${documentId}/passages/${id}`;

async function* csv(pages: AsyncIterable<Page>, asked: FileAsked, labels: ReadonlyMap<string, string>): AsyncGenerator<string> {
	// The mark at the beginning is for the first page only.
	yield writeCsv([columns]);
	for await (const page of pages) yield writeCsv([...lines(page, asked, labels)].map((line) => columns.map((name) => line[name]))).slice(1);
}

function xlsx(pages: AsyncIterable<Page>, asked: FileAsked, labels: ReadonlyMap<string, string>): AsyncGenerator<Uint8Array> {
	async function* all() {
		yield columns.map((name) => say(asked.language, `exchange.column-${name}`));
		for await (const page of pages) for (const line of lines(page, asked, labels)) yield shown(asked.language, line);
	}
	const isRightToLeft = direction(asked.language) === 'rtl';
	return workbook([{ name: say(asked.language, 'exchange.sheet-codes'), rows: all(), isRightToLeft }], asked.date);
}

/** A line in the reader's words. */
function shown(language: Language, line: Line) {
	const said: Partial<Record<Column, string>> = {
		stance: say(language, `names.stance-${line.stance}`),
		status: say(language, `names.status-${line.status}`),
		...(line.coder === 'person' && { coder: say(language, 'exchange.person') })
	};
	return columns.map((name) => said[name] ?? line[name]);
}

async function* jsonLd(pages: AsyncIterable<Page>, { language, origin, date }: FileAsked): AsyncGenerator<string> {
	yield collectionStart(date);
	let isFirst = true;
	for await (const { passages } of pages) {
		for (const passage of passages) {
			for (const piece of passage.pieces) {
				yield `${isFirst ? '' : ','}\n${JSON.stringify(annotation(passage, piece, addressOf(origin, language, passage)))}`;
				isFirst = false;
			}
		}
	}
	yield collectionEnd;
}

async function* jsonLines(pages: AsyncIterable<Page>): AsyncGenerator<string> {
	for await (const { passages, documents } of pages) {
		for (const passage of passages) {
			const document = documents.get(passage.documentId);
			if (document !== undefined) yield `${JSON.stringify(trainingLine(document, passage))}\n`;
		}
	}
}

/** The codebook in use as REFI-QDA (.qdc), with names and descriptions in the reader's language. */
export async function codebookFile(db: Db, language: Language): Promise<string> {
	return writeCodebook(codeTree(language, await listShown(db, language)));
}

/** The codebook in use as a workbook. */
export async function codebookSheet(db: Db, language: Language, date: Date): Promise<Uint8Array> {
	const concepts = await listShown(db, language);
	const parts = ['concept', 'scheme', 'broader', 'label', 'definition', 'include', 'exclude'] as const;
	const lines = [
		parts.map((name) => say(language, `exchange.column-${name}`)),
		...concepts.map((one) => [one.id, one.scheme, one.broader, one.label, one.definition, one.include, one.exclude])
	];
	const isRightToLeft = direction(language) === 'rtl';
	return whole(workbook([{ name: say(language, 'exchange.sheet-codebook'), rows: lines, isRightToLeft }], date));
}
