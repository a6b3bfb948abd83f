import { lower, Mark, marks } from './characters.ts';

/** The stretch in lower case, without what counts as nothing. */
export function inLowerCase(text: string, from: number, to: number): string {
	let form = '';
	for (let at = from; at < to; at++) {
		const unit = text.charCodeAt(at);
		if (marks[unit] !== Mark.nothing) form += String.fromCharCode(lower[unit] as number);
	}
	return form;
}
