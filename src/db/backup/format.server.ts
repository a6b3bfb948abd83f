import { z } from 'zod';

/** The first line of a backup. */
export const header = z.strictObject({
	format: z.literal('cinnabar-backup'),
	version: z.literal(1),
	at: z.string(),
	migrations: z.array(z.string())
});
/** The line before the rows of a table; `next` holds the next value of each column that counts by itself. */
export const tableLine = z.strictObject({
	table: z.string(),
	columns: z.array(z.string()),
	next: z.record(z.string(), z.string().regex(/^[0-9]{1,19}$/))
});
/** The last line. */
export const ending = z.strictObject({
	tables: z.record(z.string(), z.strictObject({ rows: z.number(), sha256: z.string() })),
	sha256: z.string()
});

export type Header = z.infer<typeof header>;
export type TableLine = z.infer<typeof tableLine>;

/** A row holds one file at most, whose bytes are written as twice as many characters. */
export const longestRow = 300_000_000;
/** Lines that are not rows are short. */
export const longestHead = 1_000_000;

/**
 * foreign: no backup of ours · damaged: cut or changed since it was written · too-long: a line longer than any row ·
 * newer: written by a later version · older: the database is further on · unknown-table: other tables or columns · not-empty: the database has rows ·
 * misfit: the database does not take a row · nothing: there are no tables to back up
 */
export type BackupFault = 'foreign' | 'damaged' | 'too-long' | 'newer' | 'older' | 'unknown-table' | 'not-empty' | 'misfit' | 'nothing';

/** A backup that is not written or not restored. The detail is a name: a table, a migration. */
export class BackupRefused extends Error {
	override name = 'BackupRefused';
	readonly fault: BackupFault;
	readonly detail: string;
	constructor(fault: BackupFault, detail = '') {
		super(`${fault} ${detail}`.trim());
		this.fault = fault;
		this.detail = detail;
	}
}
