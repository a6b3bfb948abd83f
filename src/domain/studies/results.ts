import { z } from 'zod';

/** What the sentence about the table of sectors and challenges keeps of its cells. */
export const sectorResult = z.object({
	table: z.number(),
	standing: z.enum(['reviewed', 'mixed', 'proposed']),
	rowKeys: z.array(z.string()),
	columnKeys: z.array(z.string()),
	parties: z.array(z.array(z.number())),
	rowTotals: z.array(z.number()),
	ofAll: z.number()
});
export type SectorResult = z.infer<typeof sectorResult>;

const share = z.object({ key: z.string(), statements: z.number(), generic: z.number() });

/** What the sentence about the table of general statements keeps of its rows. */
export const genericResult = z.object({
	table: z.number(),
	standing: z.enum(['reviewed', 'mixed', 'proposed']),
	all: share,
	byLanguage: z.array(share),
	byRegion: z.array(share)
});
export type GenericResult = z.infer<typeof genericResult>;
