import type { Likeness } from './model.ts';

type Named = { id: number; name: string; email?: string };

/** A name without case, accents and the order of its words. */
export const foldName = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '')
		.toSorted()
		.join(' ');

/** A mail address without what many providers leave out: dots before the sign, and what follows a plus. */
export function foldMail(email: string): string {
	const at = email.lastIndexOf('@');
	return `${email.slice(0, at).split('+')[0]?.replaceAll('.', '')}${email.slice(at)}`.toLowerCase();
}

/** Groups of records that look like the same one, and by what they do. */
export function groupAlike<T extends Named>(records: readonly T[]): { records: T[]; reasons: Likeness[] }[] {
	const groups = new Map<string, { records: T[]; reasons: Likeness[] }>();
	const collect = (reason: Likeness, fold: (record: T) => string) => {
		for (const [folded, alike] of Map.groupBy(records, fold)) {
			if (folded === '' || alike.length < 2) continue;
			const key = alike.map(({ id }) => id).join();
			const known = groups.get(key);
			if (known === undefined) groups.set(key, { records: alike, reasons: [reason] });
			else known.reasons.push(reason);
		}
	};
	collect('name', ({ name }) => foldName(name));
	collect('mail', ({ email }) => (email === undefined ? '' : foldMail(email)));
	return [...groups.values()];
}
