import type { Fragment } from './pdf-fragments.ts';
import type { Rule } from './pdf-glyphs.server.ts';

export type Box = { x0: number; y0: number; x1: number; y1: number };
/** A table drawn with rules: the fragments of each cell, by row and column counted from 1. */
export type RuledTable = Box & { cells: { row: number; column: number; fragments: Fragment[] }[] };

const near = 4;

/** The tables that a page draws with rules, with the fragments that stand in them. A frame around one text is no table. */
export function findTables(fragments: readonly Fragment[], rules: readonly Rule[]): RuledTable[] {
	return clusters(rules)
		.flatMap((cluster) => toTable(cluster, fragments))
		.filter((table, _, all) => !all.some((other) => other !== table && contains(other, table)));
}

function contains(outer: Box, inner: Box): boolean {
	return outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1;
}

/** Rules that touch each other, directly or through others. */
function clusters(rules: readonly Rule[]): Rule[][] {
	const owner = rules.map((_, at) => at);
	const find = (at: number): number => {
		let root = at;
		while (owner[root] !== root) root = owner[root] ?? root;
		owner[at] = root;
		return root;
	};
	const byTop = rules.map((rule, at) => ({ rule, at })).toSorted((a, b) => a.rule.y0 - b.rule.y0);
	for (const [index, { rule, at }] of byTop.entries()) {
		for (let ahead = index + 1; ahead < byTop.length; ahead++) {
			const other = byTop[ahead];
			if (other === undefined || other.rule.y0 > rule.y1 + near) break;
			if (other.rule.x0 <= rule.x1 + near && other.rule.x1 >= rule.x0 - near) owner[find(other.at)] = find(at);
		}
	}
	return [...Map.groupBy(rules, (_, at) => find(at)).values()];
}

/** Places at which rules stand, those close together taken as one. */
function edges(places: readonly number[]): number[] {
	const merged: number[] = [];
	for (const place of places.toSorted((a, b) => a - b)) if (place - (merged.at(-1) ?? -Infinity) > near * 1.5) merged.push(place);
	return merged;
}

function toTable(rules: readonly Rule[], fragments: readonly Fragment[]): RuledTable[] {
	const upright = rules.filter((one) => one.x1 - one.x0 < 3);
	const flat = rules.filter((one) => one.y1 - one.y0 < 3);
	const xs = edges(upright.map((one) => one.x0));
	const ys = edges(flat.map((one) => one.y0));
	if (xs.length < 3 || ys.length < 2 || (xs.length < 3 && ys.length < 3)) return [];
	const box: Box = { x0: xs[0] ?? 0, x1: xs.at(-1) ?? 0, y0: ys[0] ?? 0, y1: ys.at(-1) ?? 0 };
	const inside = fragments.filter((one) => {
		const [x, y] = middle(one);
		return x > box.x0 - near && x < box.x1 + near && y > box.y0 - near && y < box.y1 + near;
	});
	const runsRight = inside.filter((one) => one.runsRight).length > inside.length / 2;
	const columns = xs.length - 1;
	const cells = new Map<string, { row: number; column: number; fragments: Fragment[] }>();
	for (const fragment of inside) {
		const [, y] = middle(fragment);
		let row = Math.max(
			0,
			ys.findLastIndex((edge) => edge <= y + 1)
		);
		// A cell over several columns or rows has no rule where the others have one: its text belongs to its first corner.
		const at = runsRight ? fragment.x1 - fragment.size / 2 : fragment.x0 + fragment.size / 2;
		let column = Math.min(
			columns - 1,
			Math.max(
				0,
				xs.findLastIndex((edge) => edge <= at)
			)
		);
		const step = runsRight ? 1 : -1;
		const inner = (one: number) => (runsRight ? one < columns - 1 : one > 0);
		while (
			inner(column) &&
			!upright.some(
				(rule) => Math.abs(rule.x0 - (xs[runsRight ? column + 1 : column] ?? 0)) < near * 1.5 && rule.y0 < y + 1 && rule.y1 > y - 1
			)
		)
			column += step;
		while (row > 0 && !flat.some((rule) => Math.abs(rule.y0 - (ys[row] ?? 0)) < near * 1.5 && rule.x0 < at && rule.x1 > at)) row--;
		const number = runsRight ? columns - column : column + 1;
		const key = `${row} ${number}`;
		const cell = cells.get(key) ?? { row: row + 1, column: number, fragments: [] };
		cell.fragments.push(fragment);
		cells.set(key, cell);
	}
	if (cells.size < 2 || new Set([...cells.values()].map((one) => one.column)).size < 2) return [];
	return [{ ...box, cells: [...cells.values()].toSorted((a, b) => a.row - b.row || a.column - b.column) }];
}

export function middle({ x0, x1, y, size }: Fragment): [number, number] {
	return [(x0 + x1) / 2, y - size * 0.3];
}
