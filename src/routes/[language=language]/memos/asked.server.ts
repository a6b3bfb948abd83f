import { z } from 'zod';
import type { MemoFilters } from '#domain/coding/memo.server.ts';
import { beforeIn } from '#ui/before.ts';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const concept = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/);

/** Which memos an address asks for; what it asks that makes no sense is left out. */
export function askedMemos(search: URLSearchParams): MemoFilters {
	const words = (search.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200);
	return {
		documentId: id.safeParse(search.get('document') || undefined).data,
		passageId: id.safeParse(search.get('passage') || undefined).data,
		projectId: id.safeParse(search.get('project') || undefined).data,
		conceptId: concept.safeParse(search.get('concept')).data,
		words: words === '' ? undefined : words,
		before: beforeIn(search)
	};
}

/** The same question as an address. */
export function memoQuery({ documentId, passageId, projectId, conceptId, words }: MemoFilters): string {
	const asked = { document: documentId, passage: passageId, project: projectId, concept: conceptId, q: words };
	return String(
		new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
	);
}
