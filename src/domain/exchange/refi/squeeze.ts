/** Text without what carries no words, in NFC, and where in the source each of its code units comes from. */
export type Squeezed = { text: string; from: readonly number[]; to: readonly number[] };

const silent =
	/[\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/u;
const cluster = /\P{M}\p{M}*|\p{M}+/gu;

/** Leaves out spaces and invisible characters, which readers of files add and drop, so that two forms of one text can be laid over each other. */
export function squeeze(source: string): Squeezed {
	const from: number[] = [];
	const to: number[] = [];
	let text = '';
	for (const match of source.matchAll(cluster)) {
		let said = '';
		for (const sign of match[0].normalize('NFC')) if (!silent.test(sign)) said += sign;
		for (let at = 0; at < said.length; at++) {
			from.push(match.index);
			to.push(match.index + match[0].length);
		}
		text += said;
	}
	return { text, from, to };
}
