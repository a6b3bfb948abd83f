/** The least seconds that one run of the work took, of several. */
export function best(runs: number, work: () => void): number {
	let least = Infinity;
	for (let run = 0; run < runs; run++) {
		const began = performance.now();
		work();
		least = Math.min(least, (performance.now() - began) / 1000);
	}
	return least;
}

/** Prints one row of a table. */
export function row(...cells: (string | number)[]): void {
	console.log(`| ${cells.join(' | ')} |`);
}

/** The figure below which so great a share of the sorted figures lies. */
export function percentile(sorted: readonly number[], share: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
