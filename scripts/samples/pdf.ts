import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Front } from './front.ts';
import { withPlainMarks } from './pdf-marks.ts';
import type { Piece } from './pieces.ts';
import { words } from './words.ts';

const fontFiles = [
	'@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf',
	'@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
	'@expo-google-fonts/noto-serif/700Bold/NotoSerif_700Bold.ttf',
	'@embedpdf/fonts-arabic/fonts/NotoNaskhArabic-Regular.ttf',
	'@embedpdf/fonts-arabic/fonts/NotoNaskhArabic-Bold.ttf',
	'@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf',
	'@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf'
];

/** Makes reports into PDF: tagged, with the letters of its fonts and what they mean inside. */
export function pdfPress(): (front: Front, pieces: readonly Piece[]) => Uint8Array {
	const packages = new URL('../../node_modules/', import.meta.url);
	const template = readFileSync(new URL('report.typ', import.meta.url), 'utf8');
	const compiler = NodeCompiler.create({
		workspace: import.meta.dirname,
		fontArgs: [{ fontBlobs: fontFiles.map((path) => readFileSync(new URL(path, packages))) }]
	});
	return (front, pieces) => {
		const report = JSON.stringify({ ...front, page: words[front.language].page, pieces });
		const compiled = compiler.compile({ mainFileContent: template, inputs: { report } });
		if (compiled.result === null) {
			compiled.printErrors();
			throw new Error(`no PDF of ${front.title}`);
		}
		return withPlainMarks(compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: 0 }));
	};
}
