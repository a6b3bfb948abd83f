/** Sparse rows: row i has columns `at[start[i]…start[i + 1]]` with their values. */
export type Rows = { count: number; start: Int32Array; at: Int32Array; value: Float32Array };

/** One sparse row, in ascending order of its columns, which are hashes before training and places in the model's list of columns after. */
export type Row = { at: Uint32Array; value: Float32Array };

/** Lays rows end to end, keeping only the known columns (in ascending order) and naming each by its place among them. */
export function layRows(rows: readonly Row[], columns: Uint32Array): Rows {
	const placeOf = placesOf(columns, rows.length);
	const size = rows.reduce((sum, { at }) => sum + at.length, 0);
	const laid: Rows = {
		count: rows.length,
		start: new Int32Array(rows.length + 1),
		at: new Int32Array(size),
		value: new Float32Array(size)
	};
	let next = 0;
	for (const [row, { at, value }] of rows.entries()) {
		for (let index = 0; index < at.length; index++) {
			const place = placeOf(at[index] as number);
			if (place < 0) continue;
			laid.at[next] = place;
			laid.value[next++] = value[index] as number;
		}
		laid.start[row + 1] = next;
	}
	return { ...laid, at: laid.at.subarray(0, next), value: laid.value.subarray(0, next) };
}

const few = 100;

/** Finds the place of a column in the list, or -1: by halving for a few rows, else by a table of all columns. */
export function placesOf(columns: Uint32Array, rows: number): (column: number) => number {
	if (rows < few) return (column) => search(columns, column);
	const table = new Int32Array((columns.at(-1) ?? 0) + 1).fill(-1);
	for (let place = 0; place < columns.length; place++) table[columns[place] as number] = place;
	return (column) => table[column] ?? -1;
}

function search(columns: Uint32Array, column: number): number {
	let from = 0;
	let to = columns.length;
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((columns[middle] as number) < column) from = middle + 1;
		else to = middle;
	}
	return columns[from] === column ? from : -1;
}

/** How much each column tells by being rare: the logarithm of one over the share of rows that have it; one for columns from `first` on. */
export function rarityOf(rows: Rows, columns: Uint32Array, first: number): Float32Array {
	const counts = new Int32Array(columns.length);
	for (const place of rows.at) counts[place] = (counts[place] as number) + 1;
	return Float32Array.from(columns, (column, place) =>
		column >= first ? 1 : Math.log((rows.count + 1) / (counts[place] as number)) / usualRarity
	);
}

const usualRarity = 3;

/** The columns that stand in at least so many rows: the most frequent where there are too many, in ascending order. */
export function columnsOf(rows: readonly Row[], least: number, most: number): Uint32Array {
	let last = 0;
	for (const { at } of rows) last = Math.max(last, at.at(-1) ?? 0);
	const counts = new Int32Array(last + 1);
	for (const { at } of rows) for (const column of at) counts[column] = (counts[column] as number) + 1;
	const known: number[] = [];
	for (let column = 0; column <= last; column++) if ((counts[column] as number) >= least) known.push(column);
	if (known.length > most) known.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
	return Uint32Array.from(known.slice(0, most)).sort();
}
