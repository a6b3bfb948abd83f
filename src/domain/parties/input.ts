import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { partyFlags, standings, unGroups } from './model.ts';

/** What a reader of the list asks for. A choice left empty, or one that there is not, asks for all. */
export const partyFilters = z.object({
	group: z.enum(unGroups).optional().catch(undefined),
	flag: z.enum(partyFlags).optional().catch(undefined),
	standing: z.enum(standings).optional().catch(undefined),
	text: z
		.string()
		.trim()
		.max(80)
		.transform((text) => text || undefined)
		.optional()
		.catch(undefined),
	/** The code that the page before ended with. */
	after: z
		.string()
		.regex(/^[A-Z]{3}$/)
		.optional()
		.catch(undefined)
});

const largestList = 1_000_000;

/** The text of an official list that was sent as a file. */
export async function textOfList(sent: unknown): Promise<string> {
	if (!(sent instanceof Blob) || sent.size === 0) throw new Refusal('refused.incomplete');
	if (sent.size > largestList) throw new Refusal('parties.list-large');
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await sent.arrayBuffer());
	} catch {
		throw new Refusal('parties.list-encoding');
	}
}
