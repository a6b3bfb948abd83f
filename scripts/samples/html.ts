import { readFileSync } from 'node:fs';
import { direction } from '#text/languages.ts';
import type { Front } from './front.ts';
import type { Piece, Said } from './pieces.ts';

/** A report as a web page without programs, footnotes at its end. */
export function toHtml(front: Front, pieces: readonly Piece[]): Uint8Array {
	const css = readFileSync(new URL('page.css', import.meta.url), 'utf8').trim();
	const notes: string[] = [];
	const say = ({ text, notes: called }: Said) =>
		escape(text) + called.map((note) => `<sup><a href="#fn${notes.push(note)}" role="doc-noteref">${notes.length}</a></sup>`).join('');
	const body = pieces.map((piece) => elementOf(piece, say, piece.language === front.language ? '' : languageOf(piece)));
	const page = `<!doctype html>
<html lang="${front.language}" dir="${front.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(front.title)}</title>
<style>
${css}
</style>
</head>
<body>
<header>
<p class="sample">${escape(front.sample)}</p>
<p>${escape(front.convention)}</p>
<p class="party">${escape(front.party)}</p>
<h1>${escape(front.title)}</h1>
<p>${escape(front.kind)}</p>
</header>
<main>
${body.join('\n')}
</main>
<footer>
<hr>
${notes.map((note, at) => `<p id="fn${at + 1}" role="doc-footnote">${escape(note)}</p>`).join('\n')}
</footer>
</body>
</html>
`;
	return new TextEncoder().encode(page);
}

function elementOf(piece: Piece, say: (said: Said) => string, other: string): string {
	switch (piece.kind) {
		case 'heading':
			return `<h${piece.level + 1}${other}>${say(piece.said)}</h${piece.level + 1}>`;
		case 'list':
			return `<ul${other}>\n${piece.items.map((one) => `<li>${say(one)}</li>`).join('\n')}\n</ul>`;
		case 'table':
			return `<table${other}>\n${piece.rows.map((row, at) => rowOf(row.map(say), at === 0)).join('\n')}\n</table>`;
		default: {
			const label = piece.label === '' ? '' : `<b>${escape(piece.label)}</b> `;
			return `<p class="${piece.kind}"${other}>${label}${say(piece.said)}</p>`;
		}
	}
}

function rowOf(cells: readonly string[], isHead: boolean): string {
	const [open, close] = isHead ? ['<th scope="col">', '</th>'] : ['<td>', '</td>'];
	const row = `<tr>${cells.map((cell) => open + cell + close).join('')}</tr>`;
	return isHead ? `<thead>${row}</thead>` : row;
}

function languageOf({ language }: Piece): string {
	return ` lang="${language}" dir="${direction(language)}"`;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
