import { expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

const cellsOf = (text: string) => readCsv(text).records.map(({ cells }) => cells);

test('quoted cells keep separators, quotation marks and line ends', () => {
	expect(cellsOf('a,b\r\n"x, ""y""\nz",2\r\n')).toEqual([
		['a', 'b'],
		['x, "y"\nz', '2']
	]);
});

test('a record knows the line on which it begins', () => {
	expect(readCsv('a\n"1\n2"\n\n3').records.map(({ line }) => line)).toEqual([1, 2, 5]);
});

test('a byte order mark, semicolons and tabs are understood', () => {
	expect(cellsOf('\uFEFFiso3;date\nFRA;2017-06')).toEqual([
		['iso3', 'date'],
		['FRA', '2017-06']
	]);
	expect(cellsOf('a\tb\n1,5\t2')).toEqual([
		['a', 'b'],
		['1,5', '2']
	]);
});

test('a quotation mark that nothing closes is named by its line', () => {
	expect(readCsv('a,b\n1,"2\n3').unclosed).toBe(2);
});

test('an empty text has no records, and empty cells at the end are kept', () => {
	expect(cellsOf('')).toEqual([]);
	expect(cellsOf('a,\n,b')).toEqual([
		['a', ''],
		['', 'b']
	]);
});

test('what is written is read again as it was', () => {
	const table = [
		['name', 'body'],
		['Côte d’Ivoire', 'a "b", c\nd'],
		['缺乏', ' -3,5 ']
	];
	expect(cellsOf(writeCsv(table))).toEqual(table);
});

test('a cell that a spreadsheet would run as a formula is disarmed, and a negative number is not', () => {
	expect(cellsOf(writeCsv([['=1+1', '-2', '-x', null, true]]))).toEqual([["'=1+1", '-2', "'-x", '', 'true']]);
});
