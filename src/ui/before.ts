/** Which line of a list that is paged backwards the page goes on from, as its address says. */
export function beforeIn(asked: URLSearchParams): number | undefined {
	const before = asked.get('before') ?? '';
	return /^[1-9][0-9]{0,8}$/.test(before) ? Number(before) : undefined;
}
