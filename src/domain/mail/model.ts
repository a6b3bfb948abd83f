/** Minutes until a mail is tried again, after each failure; then it has failed. */
const pauses = [1, 5, 30, 120];

/** Minutes until a mail that was tried so often is tried again; undefined where that was enough. */
export function pauseAfter(tries: number): number | undefined {
	return pauses[tries - 1];
}

// Commas, brackets and quotes would make a list or a name of it: one recipient is one recipient.
const address = /^[^\s\p{C}\p{Z}@,;:<>()[\]"\\]+@[^\s\p{C}\p{Z}@,;:<>()[\]"\\]+$/u;

/** One address and nothing else: no line break, name or second recipient. */
export function isAddress(text: string): boolean {
	return address.test(text);
}

/** One line, so that nothing in it becomes a header of its own. */
export function isLine(text: string): boolean {
	return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

/** A piece of a body: plain text, or the words of a link to this site. */
export type Piece = { text: string; href?: string };

/** Cuts a body where it links to pages of the given origin; any other address stays text. */
export function pieces(body: string, origin: string): Piece[] {
	const found: Piece[] = [];
	let end = 0;
	for (const { 0: run, index } of body.matchAll(/\bhttps?:\/\/[!-~]+/gi)) {
		const text = run.replace(/[.,;:!?'")\]}>]+$/, '');
		const href = linkWithin(text, origin);
		if (href === undefined) continue;
		if (index > end) found.push({ text: body.slice(end, index) });
		found.push({ text, href });
		end = index + text.length;
	}
	return end < body.length ? [...found, { text: body.slice(end) }] : found;
}

function linkWithin(text: string, origin: string): string | undefined {
	const url = URL.parse(text);
	return url?.origin === origin && url.username === '' && url.password === '' ? url.href : undefined;
}
