import type { Fragment, Sheet } from './pdf-fragments.ts';

type Edge = { key: string; fragments: Fragment[] };

/**
 * Takes out what repeats at the head and the foot of pages: titles, symbols, page numbers. A line is taken as repeated where
 * the same words, numbers aside, stand at the same height on several pages.
 */
export function withoutRunningLines(pages: readonly (readonly Sheet[])[]): Sheet[][] {
	const edges = pages.map((sheets) => sheets.slice(0, 1).flatMap(edgeLines));
	const seen = new Map<string, number>();
	for (const page of edges) for (const key of new Set(page.map((one) => one.key))) seen.set(key, (seen.get(key) ?? 0) + 1);
	const often = pages.length <= 2 ? 2 : Math.max(3, Math.ceil(pages.length * 0.25));
	return pages.map((sheets, at) => {
		const dropped = new Set(
			(edges[at] ?? []).filter(({ key }) => (seen.get(key) ?? 0) >= often || isPageNumber(key)).flatMap((one) => one.fragments)
		);
		return sheets.map((sheet) => ({ ...sheet, fragments: sheet.fragments.filter((one) => !dropped.has(one)) }));
	});
}

/** The first and last lines of a sheet, within its head and foot. */
function edgeLines({ fragments, height, width }: Sheet): Edge[] {
	const head = fragments.filter((one) => one.y < height * 0.12);
	// The last line of a short page stands higher; where it is a number, it is the page's.
	const lowest = Math.max(...fragments.map((one) => one.y));
	const last = fragments.filter((one) => one.y > lowest - 2 && one.y > height * 0.6 && isPageNumber(`- - ${masked(one.text)}`));
	const foot = fragments.filter((one) => one.y > height * 0.86);
	return [...new Set([...head, ...foot, ...last])].map((one) => {
		// Pages to the left and to the right may mirror each other.
		const side = Math.abs((one.x0 + one.x1) / 2 - width / 2) < width * 0.12 ? 'middle' : 'side';
		return { key: `${Math.round(one.y / 6)} ${side} ${masked(one.text)}`, fragments: [one] };
	});
}

/** A line without the numbers that differ from page to page. */
function masked(text: string): string {
	return text
		.replace(/[\d\u0660-\u0669]+/g, '#')
		.replace(/\b[ivxl]+\b/g, '#')
		.trim();
}

function isPageNumber(key: string): boolean {
	const words = key.split(' ').slice(2).join(' ');
	return /^(?:(?:page|página|pág\.?|стр\.?|страница|صفحة|الصفحة|第)\s*)?[-–—|]?\s*#\s*[-–—|]?\s*(?:(?:\/|of|de|sur|из|من|共|\|)\s*#)?\s*(?:页)?$/iu.test(
		words
	);
}
