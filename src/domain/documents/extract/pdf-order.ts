/** A sign, or a few that one glyph draws, in the order in which a line shows them from left to right. */
export type Shown = string;

type Kind = 'right' | 'left' | 'digit' | 'space' | 'neutral';

const mirrored: Record<string, string> = {
	'(': ')',
	')': '(',
	'[': ']',
	']': '[',
	'{': '}',
	'}': '{',
	'«': '»',
	'»': '«',
	'‹': '›',
	'›': '‹',
	'<': '>',
	'>': '<',
	'≤': '≥',
	'≥': '≤'
};

function kindOf(sign: Shown): Kind {
	if (
		/[\u0590-\u05ff\u0600-\u0603\u0608\u060b\u060d\u061b\u061e-\u065f\u066d-\u06ef\u06fa-\u07bf\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(
			sign
		)
	)
		return 'right';
	if (/[0-9\u0660-\u0669\u06f0-\u06f9]/.test(sign)) return 'digit';
	if (/^\s*$/.test(sign)) return 'space';
	return /\p{L}/u.test(sign) ? 'left' : 'neutral';
}

/** How often a line of each direction was seen with brackets that fit only as shown, or only turned round. */
export type BracketVotes = { mirrored: number; kept: number };

/**
 * The text of a line in the order in which it is read. `runsRight`: the text around it is written from right to left.
 * Undoes what display does (Unicode standard annex 9): words of Latin letters and numbers run from left to right within it.
 */
export function readingOrder(line: readonly Shown[], runsRight: boolean, votes: BracketVotes): string {
	const kinds = line.map(kindOf);
	const right = kinds.filter((one) => one === 'right').length;
	if (right === 0) return runsRight && !kinds.includes('left') ? line.join('').replace(/^([.،؛:!؟])\s*(.*\d.*)$/u, '$2$1') : line.join('');
	const left = kinds.filter((one) => one === 'left').length;
	const signs = line.map((sign, at) => ({ sign: ligature(sign), kind: kinds[at] ?? 'neutral' }));
	if (!runsRight && right <= left) return inLeftLine(signs, votes);
	return fitBrackets(turn(signs), votes);
}

type Sign = { sign: string; kind: Kind };

/** Lam-alef is one glyph; some producers note its letters as they see them, from left to right. */
function ligature(sign: string): string {
	return /^[اأإآ]ل$/.test(sign) ? `${sign[1]}${sign[0]}` : sign;
}

/** A line from left to right with stretches from right to left in it. */
function inLeftLine(signs: readonly Sign[], votes: BracketVotes): string {
	let said = '';
	for (let at = 0; at < signs.length; at++) {
		if (signs[at]?.kind !== 'right') {
			said += signs[at]?.sign ?? '';
			continue;
		}
		let end = at;
		for (let ahead = at; ahead < signs.length && signs[ahead]?.kind !== 'left'; ahead++) if (signs[ahead]?.kind === 'right') end = ahead;
		said += fitBrackets(turn(signs.slice(at, end + 1)), votes);
		at = end;
	}
	return said;
}

/** Turns a line round, and numbers and Latin words in it back. */
function turn(signs: readonly Sign[]): Sign[] {
	const turned = signs.toReversed();
	const done: Sign[] = [];
	for (let at = 0; at < turned.length; at++) {
		const end = endOfLeftRun(turned, at);
		done.push(...turned.slice(at, end + 1).toReversed());
		at = end;
	}
	return done;
}

/** The end of the stretch from `from` that runs from left to right: words with all between them, or one number with its points. */
function endOfLeftRun(signs: readonly Sign[], from: number): number {
	const first = signs[from]?.kind;
	if (first !== 'left' && first !== 'digit') return from;
	let end = from;
	let hasLetter = false;
	for (let at = from; at < signs.length && signs[at]?.kind !== 'right'; at++) {
		if (signs[at]?.kind === 'left') hasLetter = true;
		if (signs[at]?.kind === 'left' || signs[at]?.kind === 'digit') end = at;
	}
	if (hasLetter) return end;
	end = from;
	for (let at = from; at < signs.length; at++) {
		if (signs[at]?.kind === 'digit') end = at;
		else if (!/^[.,/:٫٬]$/.test(signs[at]?.sign ?? '') || signs[at + 1]?.kind !== 'digit') break;
	}
	return end;
}

/** Brackets are drawn turned round in text from right to left; some producers note the sign that was meant, some the one that is seen. */
function fitBrackets(signs: readonly Sign[], votes: BracketVotes): string {
	const kept = signs.map((one) => one.sign);
	if (!kept.some((sign) => sign in mirrored)) return kept.join('');
	const swapped = signs.map(({ sign }, at) => (sign in mirrored && !isAmongLatin(signs, at) ? (mirrored[sign] ?? sign) : sign));
	const difference = pairs(swapped) - pairs(kept);
	if (difference > 0) votes.mirrored++;
	if (difference < 0) votes.kept++;
	const isSwapped = difference > 0 || (difference === 0 && votes.mirrored >= votes.kept);
	return (isSwapped ? swapped : kept).join('');
}

function isAmongLatin(signs: readonly Sign[], at: number): boolean {
	return signs[at - 1]?.kind === 'left' && signs[at + 1]?.kind === 'left';
}

function pairs(signs: readonly string[]): number {
	const open: string[] = [];
	let count = 0;
	for (const sign of signs) {
		if ('([{«‹'.includes(sign)) open.push(mirrored[sign] ?? '');
		else if (open.at(-1) === sign) {
			open.pop();
			count++;
		} else if (')]}»›'.includes(sign)) count--;
	}
	return count - open.length * 0.5;
}

/** Radicals that are drawn like whole characters, and those characters; Unicode does not make them the same. */
const radicals = '⺁⺄⺈⺊⺌⺒⺜⺝⺟⺠⺧⺩⺫⺬⺶⺼⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻭⻮⻯⻰⻲⻳';
const characters = '厂乙刀卜小巳日月母民牛王目示羊肉西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐歯齿竜龙亀龟';

/** Signs that stand for how a letter looks, written as the letter: forms of Arabic letters, ligatures, radicals of Chinese. */
export function plainForms(text: string): string {
	return text
		.replace(/[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\u2f00-\u2fdf]/g, (form) => form.normalize('NFKC').replace(/^ (?=\p{M})/u, ''))
		.replace(/[\u2e80-\u2eff]/g, (radical) => characters[radicals.indexOf(radical)] ?? radical);
}
