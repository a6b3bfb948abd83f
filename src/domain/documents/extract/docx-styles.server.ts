import { word } from './docx-parts.server.ts';
import { readXml } from './xml.server.ts';

/** What of a paragraph's style we need. `level` is that of a heading, 1 for the highest; the title has 0. */
export type Style = { level?: number; isContents: boolean; isHidden: boolean; isBold: boolean; list?: string; listLevel?: number };

type Raw = { name: string; base?: string; outline?: number; isHidden?: boolean; isBold?: boolean; list?: string; listLevel?: number };

/** The styles of a document by their identifiers, each with what it takes from the styles that it is based on. */
export function readStyles(bytes: Uint8Array | undefined): (id: string | undefined) => Style {
	const raw = bytes === undefined ? new Map<string, Raw>() : parse(bytes);
	const known = new Map<string, Style>();
	const plain: Style = { isContents: false, isHidden: false, isBold: false };
	const find = (id: string | undefined, depth = 0): Style => {
		const one = id === undefined ? undefined : raw.get(id);
		if (id === undefined || one === undefined || depth > 20) return plain;
		const before = known.get(id);
		if (before !== undefined) return before;
		const base = find(one.base, depth + 1);
		const level = levelOf(one) ?? base.level;
		const style: Style = {
			...base,
			...(level !== undefined && { level }),
			...(one.list !== undefined && { list: one.list }),
			...(one.listLevel !== undefined && { listLevel: one.listLevel }),
			isContents: /^(toc\b|table of figures)/i.test(one.name) || base.isContents,
			isHidden: one.isHidden ?? base.isHidden,
			isBold: one.isBold ?? base.isBold
		};
		known.set(id, style);
		return style;
	};
	return (id) => find(id);
}

/** Word keeps the English names of its own styles whatever language it speaks. */
function levelOf({ name, outline }: Raw): number | undefined {
	const numbered = /^heading ([1-9])$/i.exec(name)?.[1];
	if (numbered !== undefined) return Number(numbered);
	if (/^title$/i.test(name)) return 0;
	if (/^subtitle$/i.test(name)) return 1;
	return outline === undefined || outline > 8 ? undefined : outline + 1;
}

/** An on-off property such as `<w:b/>` is on unless it says otherwise. */
export function isOn(said: string | undefined): boolean {
	return said === undefined || !['0', 'false', 'off'].includes(said);
}

function parse(bytes: Uint8Array): Map<string, Raw> {
	const styles = new Map<string, Raw>();
	let style: Raw | undefined;
	readXml(bytes, word, {
		open: (name, attributes) => {
			const said = attributes['w:val'];
			if (name === 'w:style') styles.set(attributes['w:styleId'] ?? '', (style = { name: '' }));
			else if (style === undefined) return;
			else if (name === 'w:name') style.name = said ?? '';
			else if (name === 'w:basedOn') style.base = said ?? '';
			else if (name === 'w:outlineLvl') style.outline = Number(said);
			else if (name === 'w:vanish') style.isHidden = isOn(said);
			else if (name === 'w:b') style.isBold = isOn(said);
			else if (name === 'w:numId') style.list = said ?? '';
			else if (name === 'w:ilvl') style.listLevel = Number(said);
		},
		close: (name) => {
			if (name === 'w:style') style = undefined;
		},
		text: () => {}
	});
	return styles;
}
