import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { may } from '#domain/rights.ts';
import { listMemos } from './memo.server.ts';
import type { MemoFilters } from './memo.server.ts';

/** Whether the actor writes memos at all: whoever holds an office. */
export function mayWriteMemos(actor: Actor): boolean {
	const office = actor.offices[0];
	return may(actor, 'write', { kind: 'memo', party: office?.party ?? null, organisationId: office?.organisationId ?? null });
}

const onPanel = 5;

/** The newest memos on something, and whether the reader may write one: for the panel of memos on its page. */
export async function memoPanel(db: Db, actor: Actor, filters: MemoFilters) {
	const mayWrite = mayWriteMemos(actor);
	return { memos: actor.personId === null ? [] : await listMemos(db, filters, onPanel), mayWrite, me: actor.key };
}

export type Memo = Awaited<ReturnType<typeof listMemos>>[number];

/** The words that a memo is about, where it is about words. */
export const quoteOf = ({ passage, start, end }: Pick<Memo, 'passage' | 'start' | 'end'>): string | null =>
	passage === null || start === null || end === null ? null : passage.slice(start, end);

const head = [
	'id',
	'written_at',
	'written_by',
	'language',
	'memo',
	'document_id',
	'document',
	'passage_id',
	'quote',
	'concept',
	'project_id'
];

/** All memos that are asked for and may be read, as a table; read in pages, each after the last of the one before. `shown` is what they quote. */
export async function memoTable(db: Db, filters: MemoFilters) {
	const rows: (string | number | null)[][] = [head];
	const shown = { named: [] as number[], passages: [] as number[] };
	let before = filters.before;
	for (;;) {
		const page = await listMemos(db, { ...filters, before }, 500);
		for (const memo of page) {
			const { id, writtenAt, writtenBy, language, body, documentId, title, passageId, conceptId, projectId } = memo;
			rows.push([
				id,
				writtenAt.toISOString(),
				writtenBy,
				language,
				body,
				documentId,
				title,
				passageId,
				quoteOf(memo),
				conceptId,
				projectId
			]);
			if (documentId !== null) shown.named.push(documentId);
			if (passageId !== null) shown.passages.push(passageId);
		}
		before = page.at(-1)?.id;
		if (page.length < 500) return { rows, shown };
	}
}
