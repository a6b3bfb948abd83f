import { z } from 'zod';
import { textsOf } from '#domain/sent.ts';

/** What a form sent as text, by name. The domain says whether it is whole. */
export async function sentText(request: Request): Promise<Record<string, string>> {
	return Object.fromEntries(textsOf(await request.formData()).map(({ name, value }) => [name, value]));
}

/** The number of a record, as a form sends it. */
export const recordNumber = z.coerce.number().int().positive().max(2_147_483_647);
