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
