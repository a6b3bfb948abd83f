import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { apply, identity, multiply, toMatrix } from './pdf-matrix.ts';
import type { Matrix } from './pdf-matrix.ts';
import { plainForms } from './pdf-order.ts';

/** A font as far as reading needs it. `unmapped` counts glyphs whose text is only their own code. */
export type Font = {
	id: string;
	isBold: boolean;
	isComposite: boolean;
	scale: number;
	isVertical: boolean;
	seen: number;
	unmapped: number;
	sample: string;
};

/** One drawn sign in the frame of the page as seen: x from left to right, y from top to bottom, both in points. */
export type Glyph = {
	text: string;
	x: number;
	end: number;
	y: number;
	size: number;
	font: Font;
	turn: 0 | 90 | 180 | 270;
	isHidden: boolean;
};

/** A drawn line, horizontal or vertical, such as the border of a table cell. */
export type Rule = { x0: number; y0: number; x1: number; y1: number };

/** `signs`: how many signs each font draws, those that turn out not to be text among them. */
export type Drawn = { glyphs: Glyph[]; rules: Rule[]; signs: Map<Font, number>; width: number; height: number };

type DrawnGlyph = { unicode: string; width: number; isSpace: boolean; originalCharCode?: number; vmetric?: [number, number, number] };
type State = {
	matrix: Matrix;
	font: Font | undefined;
	size: number;
	charSpace: number;
	wordSpace: number;
	scale: number;
	leading: number;
	rise: number;
	mode: number;
};

/** More than any page has that people read; beyond this a page is a drawing, or meant to keep a reader busy. */
const mostGlyphs = 40_000;
const mostRules = 5_000;

/**
 * What a page draws, sign by sign. The library's own text extraction puts signs together in drawing order, which breaks
 * Arabic: there a ligature is one sign of two letters, and only signs can be put in order without turning it round.
 */
export async function readGlyphs(page: PDFPageProxy, fonts: Map<string, Font>): Promise<Drawn> {
	const view = page.getViewport({ scale: 1 });
	const { fnArray, argsArray } = await page.getOperatorList();
	const drawn: Drawn = { glyphs: [], rules: [], signs: new Map(), width: view.width, height: view.height };
	let state: State = {
		matrix: toMatrix(view.transform),
		font: undefined,
		size: 1,
		charSpace: 0,
		wordSpace: 0,
		scale: 1,
		leading: 0,
		rise: 0,
		mode: 0
	};
	const saved: State[] = [];
	let text = identity;
	let lineX = 0;
	let lineY = 0;
	let x = 0;
	const save = () => void saved.push({ ...state });
	const restore = () => void (state = saved.pop() ?? state);
	const move = (byX: number, byY: number) => {
		lineX += byX;
		lineY += byY;
		x = lineX;
	};
	for (let at = 0; at < fnArray.length; at++) {
		const operator = fnArray[at];
		const values = argsArray[at];
		if (operator === undefined) continue;
		switch (operator) {
			case OPS.save:
			case OPS.beginGroup:
				save();
				break;
			case OPS.restore:
			case OPS.endGroup:
			case OPS.paintFormXObjectEnd:
			case OPS.endAnnotation:
				restore();
				break;
			case OPS.transform:
				state.matrix = multiply(state.matrix, toMatrix(values));
				break;
			case OPS.paintFormXObjectBegin:
				save();
				state.matrix = multiply(state.matrix, toMatrix(values[0]));
				break;
			case OPS.beginAnnotation:
				save();
				state.matrix = multiply(multiply(state.matrix, toMatrix(values[2])), toMatrix(values[3]));
				break;
			case OPS.beginText:
				text = identity;
				lineX = lineY = x = 0;
				break;
			case OPS.setTextMatrix:
				text = toMatrix(values[0] ?? values);
				lineX = lineY = x = 0;
				break;
			case OPS.moveText:
				move(values[0], values[1]);
				break;
			case OPS.setLeadingMoveText:
				state.leading = values[1];
				move(values[0], values[1]);
				break;
			case OPS.setLeading:
				state.leading = -values[0];
				break;
			case OPS.nextLine:
				move(0, state.leading);
				break;
			case OPS.setCharSpacing:
				state.charSpace = values[0];
				break;
			case OPS.setWordSpacing:
				state.wordSpace = values[0];
				break;
			case OPS.setHScale:
				state.scale = values[0] / 100;
				break;
			case OPS.setTextRise:
				state.rise = values[0];
				break;
			case OPS.setTextRenderingMode:
				state.mode = values[0];
				break;
			case OPS.setFont:
				state.font = findFont(page, values[0], fonts);
				state.size = values[1];
				break;
			case OPS.showText:
				if (drawn.glyphs.length < mostGlyphs) x = show(values[0], state, text, x, lineY, drawn);
				break;
			case OPS.constructPath:
				addRules(values, state.matrix, drawn.rules);
				break;
		}
	}
	return drawn;
}

/** Draws a run and returns where the next one begins. */
function show(
	run: readonly (DrawnGlyph | number | null)[],
	state: State,
	text: Matrix,
	from: number,
	lineY: number,
	{ glyphs, signs, width, height }: Drawn
): number {
	const { font, size, matrix } = state;
	if (font === undefined) return from;
	const frame = multiply(matrix, text);
	const direction = size < 0 ? -1 : 1;
	const turn = turnOf(frame, direction);
	const height0 = Math.hypot(frame[2], frame[3]) * Math.abs(size) * (font.scale > 0.002 ? font.scale * 10 : 1);
	let x = from;
	let y = lineY;
	for (const one of run) {
		if (one === null) continue;
		if (typeof one === 'number') {
			const shift = (-one * size) / 1000;
			if (font.isVertical) y += shift;
			else x += shift * state.scale;
			continue;
		}
		const space = (one.isSpace ? state.wordSpace : 0) + state.charSpace;
		const across = one.width * size * font.scale * state.scale;
		const [x0, y0] = apply(frame, x, y + state.rise);
		const [x1, y1] = apply(frame, x + across, y + state.rise);
		if (font.isVertical) y += (one.vmetric?.[0] ?? -1000) * size * font.scale - space;
		else x += across + space * state.scale * direction;
		note(font, one);
		if (!one.isSpace) signs.set(font, (signs.get(font) ?? 0) + 1);
		if (x0 < -5 || y0 < -5 || x0 > width + 5 || y0 > height + 5) continue;
		const [along0, along1, baseline] =
			turn === 0
				? [x0, x1, y0]
				: turn === 180
					? [width - x0, width - x1, height - y0]
					: turn === 90
						? [y0, y1, width - x0]
						: [height - y0, height - y1, x0];
		glyphs.push({
			text: /^\p{Cc}$/u.test(one.unicode) ? ' ' : plainForms(one.unicode),
			x: Math.min(along0, along1),
			end: Math.max(along0, along1),
			y: baseline,
			size: height0,
			font,
			turn,
			isHidden: state.mode === 3 || state.mode === 7
		});
	}
	return x;
}

/** Which way up text stands on the page as seen; text at an odd angle, such as a watermark, counts with the nearest. */
function turnOf(frame: Matrix, direction: number): Glyph['turn'] {
	const angle = (Math.atan2(frame[1] * direction, frame[0] * direction) * 180) / Math.PI;
	const quarter = ((Math.round(angle / 90) % 4) + 4) % 4;
	return ([0, 90, 180, 270] as const)[quarter] ?? 0;
}

function note(font: Font, { unicode, originalCharCode, isSpace }: DrawnGlyph): void {
	if (isSpace) return;
	font.seen++;
	if (font.isComposite && originalCharCode !== undefined && unicode === String.fromCharCode(originalCharCode)) font.unmapped++;
	if (font.sample.length < 3000) font.sample += unicode;
}

function findFont(page: PDFPageProxy, id: string, fonts: Map<string, Font>): Font {
	const known = fonts.get(id);
	if (known !== undefined) return known;
	const found = page.commonObjs.has(id) ? page.commonObjs.get(id) : undefined;
	const name = String(found?.name ?? '');
	const font: Font = {
		id,
		isBold: found?.bold === true || found?.black === true || /bold|black|heavy|semibold|demi|-bd\b/i.test(name),
		isComposite: found?.composite === true,
		scale: Math.abs(found?.fontMatrix?.[0] ?? 0.001),
		isVertical: found?.vertical === true,
		seen: 0,
		unmapped: 0,
		sample: ''
	};
	fonts.set(id, font);
	return font;
}

/** The straight lines of a path. A thin filled box is a line too: many programs draw borders so. */
function addRules(values: readonly unknown[], matrix: Matrix, rules: Rule[]): void {
	const kind = values[0];
	// The cast: the library documents neither the shape nor the types of its path operator.
	const path = (values[1] as ArrayLike<number>[] | undefined)?.[0];
	if (kind === OPS.endPath || path === undefined || path === null || path.length > 4000 || rules.length > mostRules) return;
	const corners: [number, number][] = [];
	const found: Rule[] = [];
	let start: [number, number] = [0, 0];
	let last: [number, number] = [0, 0];
	const lengths = [2, 2, 6, 4, 0];
	for (let at = 0; at < path.length;) {
		const step = path[at] ?? 4;
		const size = lengths[step];
		if (size === undefined) return;
		const point = apply(matrix, path[at + size - 1] ?? 0, path[at + size] ?? 0);
		if (step === 0) start = last = point;
		else {
			const next = step === 4 ? start : point;
			if (step === 1 || step === 4)
				found.push({
					x0: Math.min(last[0], next[0]),
					y0: Math.min(last[1], next[1]),
					x1: Math.max(last[0], next[0]),
					y1: Math.max(last[1], next[1])
				});
			last = next;
		}
		corners.push(last);
		at += size + 1;
	}
	const xs = corners.map(([one]) => one);
	const ys = corners.map(([, one]) => one);
	const box: Rule = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
	const isThin = box.x1 - box.x0 < 3 || box.y1 - box.y0 < 3;
	for (const rule of isThin ? [box] : found) {
		const isFlat = rule.y1 - rule.y0 < 3 && rule.x1 - rule.x0 > 8;
		const isUpright = rule.x1 - rule.x0 < 3 && rule.y1 - rule.y0 > 8;
		if (isFlat || isUpright) rules.push(rule);
	}
}
