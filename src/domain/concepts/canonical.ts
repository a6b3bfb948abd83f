/** JSON in which the same content has the same text, whatever the order of its keys; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_, held: unknown) =>
		held !== null && typeof held === 'object' && !Array.isArray(held)
			? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
			: held
	);
}
