import { globSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { addressIn } from '#ui/address.ts';
import { steps } from '#ui/levels.ts';
import { world } from '#ui/world.server.ts';

const sheets = globSync('src/ui/**/*.css').map((path) => ({ path, css: readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }));

test('the style sheet knows no left and right, so that Arabic needs no second one', () => {
	const physical =
		/^\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:|:\s*(?:left|right)\s*;/m;
	expect(sheets.filter(({ css }) => physical.test(css)).map(({ path }) => path)).toEqual([]);
});

test('no element carries its own style, so that a page can forbid it', () => {
	const pages = globSync('src/{ui,routes}/**/*.svelte').filter((path) => /\sstyle[=:]/.test(readFileSync(path, 'utf8')));
	expect(pages).toEqual([]);
});

function luminance(hex: string): number {
	const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : (hex.slice(1).match(/../g) ?? []);
	const [red = 0, green = 0, blue = 0] = digits
		.map((pair) => Number.parseInt(pair, 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

test('text and signs stand out enough from their grounds, light, dark and printed', () => {
	const tokens = readFileSync('src/ui/style/tokens.css', 'utf8');
	const dark = tokens.indexOf('@media (prefers-color-scheme: dark)');
	const read = (css: string) =>
		Object.fromEntries([...css.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{3,6});/g)].map(([, name, hex]) => [name, hex]));
	const light = read(tokens.slice(0, dark));
	const themes = [light, { ...light, ...read(tokens.slice(dark)) }, { ...light, ...read(readFileSync('src/ui/style/print.css', 'utf8')) }];
	const pairs: [string, string, number][] = [
		...['paper', 'ground', 'accent-tint', 'sample-tint', 'done-tint'].map((ground): [string, string, number] => ['ink', ground, 7]),
		...['paper', 'ground'].map((ground): [string, string, number] => ['muted', ground, 4.5]),
		...['accent', 'challenge', 'need', 'sector', 'enabler', 'source', 'plan', 'article', 'stance'].map((hue): [string, string, number] => [
			hue,
			'paper',
			4.5
		]),
		['accent', 'accent-tint', 4.5],
		['sample', 'sample-tint', 4.5],
		['edge', 'paper', 3],
		['edge', 'ground', 3]
	];
	const faint = themes.flatMap((theme, i) =>
		pairs.filter(([one, other, least]) => contrast(theme[one] ?? '#fff', theme[other] ?? '#fff') < least).map((pair) => [i, ...pair])
	);
	expect(faint).toEqual([]);
});

test('the map is light, and every small State is on it', () => {
	const { lands, islands, width, height } = world();
	const drawn = lands.map(({ path }) => path).join('');
	expect(drawn.length).toBeLessThan(45_000);
	expect(gzipSync(drawn).length).toBeLessThan(20_000);
	expect(lands.find(({ path }) => path === '')).toBeUndefined();
	expect(islands.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
});

test('every country of the map is drawn once or in parts under one code', () => {
	expect(world().lands.filter(({ m49 }) => !/^[0-9]{3}$/.test(m49))).toEqual([]);
});

test('equal values have the same shade, and nothing has none', () => {
	const { level, legend } = steps([0, 1, 1, 1, 2, 9, 40]);
	expect(level(0)).toBe(0);
	expect(level(1)).toBeLessThan(level(9));
	expect(level(40)).toBe(5);
	expect(legend.map(({ from, to }) => [from, to])).toEqual([
		[1, 1],
		[2, 2],
		[3, 9],
		[10, 40]
	]);
});

test('one single value is seen well', () => {
	expect(steps([3, 3]).level(3)).toBe(4);
});

test('another language keeps the page and the question asked, and not the action of a form', () => {
	expect(addressIn('ar', new URL('http://x.test/en/documents?q=a%20b&/review='))).toBe('/ar/documents?q=a+b');
	expect(addressIn('fr', new URL('http://x.test/nowhere'))).toBe('/fr');
});
