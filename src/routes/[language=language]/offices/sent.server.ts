import { z } from 'zod';
import type { Gift } from '#domain/offices/input.ts';

/** What a form sent as text, by name. The domain says whether it is whole. */
export async function sentText(request: Request): Promise<Record<string, string>> {
	const form = await request.formData();
	return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.replaceAll('\0', '')]] : [])));
}

/** The parts of a gift as they are sent; whatever is wrong with them, the domain refuses. */
export const asGift = (sent: Record<string, string>) => sent as unknown as Gift;

/** The number of a record, as a form sends it. */
export const recordNumber = z.coerce.number().int().positive().max(2_147_483_647);
