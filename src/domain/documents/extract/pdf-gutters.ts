import type { Glyph, Rule } from './pdf-glyphs.server.ts';

type Gap = { x0: number; x1: number; line: number };

/**
 * The empty stripes between columns, as upright rules that nobody drew. Columns may stand closer together than words do
 * elsewhere, so a gap counts not by its width but because line after line has it in the same place.
 */
export function findGutters(lines: readonly (readonly Glyph[])[]): Rule[] {
	let gaps = lines.flatMap((line, at) => gapsOf(line, at));
	const gutters: Rule[] = [];
	while (gutters.length < 4 && gaps.length >= 6 && gaps.length < 5000) {
		const best = bestStripe(gaps, lines);
		if (best === undefined) break;
		gutters.push(best);
		gaps = gaps.filter((one) => !(one.x0 < best.x1 && one.x1 > best.x0));
	}
	return gutters;
}

function gapsOf(line: readonly Glyph[], at: number): Gap[] {
	const gaps: Gap[] = [];
	let end = Infinity;
	for (const glyph of line) {
		if (glyph.text.trim() === '') continue;
		if (glyph.x - end > 0.6 * glyph.size) gaps.push({ x0: end, x1: glyph.x, line: at });
		end = end === Infinity ? glyph.end : Math.max(end, glyph.end);
	}
	return gaps;
}

function bestStripe(gaps: readonly Gap[], lines: readonly (readonly Glyph[])[]): Rule | undefined {
	let best: { rule: Rule; score: number } | undefined;
	const tried = new Set<number>();
	for (const gap of gaps) {
		const middle = (gap.x0 + gap.x1) / 2;
		if (tried.has(Math.round(middle))) continue;
		tried.add(Math.round(middle));
		const shared = gaps.filter((one) => one.x0 < middle && middle < one.x1);
		if (shared.length < 6) continue;
		const x0 = Math.max(...shared.map((one) => one.x0));
		const x1 = Math.min(...shared.map((one) => one.x1));
		if (x1 - x0 < 5) continue;
		const first = Math.min(...shared.map((one) => one.line));
		const last = Math.max(...shared.map((one) => one.line));
		const crossing = lines
			.slice(first, last + 1)
			.filter((line) => line.some((one) => one.x < (x0 + x1) / 2 && one.end > (x0 + x1) / 2 && one.text.trim() !== '')).length;
		const score = shared.length - 3 * crossing;
		if (score <= 0 || score <= (best?.score ?? 0)) continue;
		const ys = lines.slice(first, last + 1).flatMap((line) => line.map((one) => one.y));
		const centre = (x0 + x1) / 2;
		best = { score, rule: { x0: centre, x1: centre, y0: Math.min(...ys) - 20, y1: Math.max(...ys) + 2 } };
	}
	return best?.rule;
}
