/** A figure in running text, in the digits of any language, with what groups and divides them. */
const figure = /\p{Nd}+(?:[.,٫٬’\u00a0\u202f]\p{Nd}+)*/gu;

/** The same figure for the same digits, whatever the language writes between them. */
const digitsOf = (written: string): string => [...written].flatMap((one) => (/\p{Nd}/u.test(one) ? String(valueOf(one)) : [])).join('');

/** Decimal digits stand in runs of ten, from zero up. */
function valueOf(digit: string): number {
	const code = digit.codePointAt(0) ?? 0;
	let zero = code;
	while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
	return code - zero;
}

/** The figures of a reworded sentence that are not in what was written from the recipe: whoever rewords answers for them. */
export function ownFigures(written: string, reworded: string): string[] {
	const known = new Set([...written.matchAll(figure)].map(([one]) => digitsOf(one)));
	return [...new Set([...reworded.matchAll(figure)].map(([one]) => one))].filter((one) => !known.has(digitsOf(one)));
}
