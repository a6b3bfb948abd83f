/** One record of a table of comma-separated values, and the line of the text on which it begins. */
export type CsvRecord = { line: number; cells: string[] };

/** Excel takes a file for Unicode only where it begins with this mark. */
const byteOrderMark = '\uFEFF';

/** Text as records separated by CR LF (RFC 4180), with a byte order mark. Null and undefined become empty cells. */
export function writeCsv(records: readonly (readonly (string | number | boolean | null | undefined)[])[]): string {
	return byteOrderMark + records.map((cells) => cells.map((cell) => quoted(String(cell ?? ''))).join(',') + '\r\n').join('');
}

/** A cell that begins like a formula gets an apostrophe: spreadsheets would run it. */
function quoted(cell: string): string {
	const safe = /^[=+@\t\r]|^-(?![\d.,]+$)/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Reads records separated by lines, cells by what separates the first line most often: comma, semicolon or tab, as spreadsheets
 * of different countries write them. Empty lines are passed over. `unclosed` is the line of a quotation mark that nothing closes.
 */
export function readCsv(text: string): { records: CsvRecord[]; unclosed?: number } {
	const body = text.startsWith(byteOrderMark) ? text.slice(1) : text;
	const separator = separatorOf(body);
	const records: CsvRecord[] = [];
	let cells: string[] = [];
	let [at, line, begun] = [0, 1, 1];
	const endRecord = () => {
		if (cells.some((cell) => cell.trim() !== '')) records.push({ line: begun, cells });
		cells = [];
		begun = line;
	};
	while (at <= body.length) {
		let cell = '';
		if (body[at] === '"') {
			const opened = line;
			for (at++; ; at++) {
				if (at >= body.length) return { records, unclosed: opened };
				if (body[at] === '\n') line++;
				if (body[at] !== '"') cell += body[at];
				else if (body[at + 1] === '"') cell += body[at++];
				else break;
			}
			at++;
		}
		while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') cell += body[at++];
		cells.push(cell);
		const end = body[at++];
		if (end === separator) continue;
		if (end === '\r' && body[at] === '\n') at++;
		line++;
		endRecord();
	}
	return { records };
}

function separatorOf(text: string): string {
	const header = text.slice(0, text.search(/[\r\n]|$/));
	const count = (separator: string) => header.split(separator).length;
	return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}
