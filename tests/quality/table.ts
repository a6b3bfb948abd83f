/** A share as it is printed: ".46". */
export function share(value: number): string {
	return value.toFixed(2).replace(/^0/, '');
}

export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
	for (const cells of [header, header.map(() => '---'), ...rows]) console.log(`| ${cells.join(' | ')} |`);
}
