import { readXml } from '../../documents/extract/xml.server.ts';
import { Refusal } from '../../refusal.ts';

export type Node = { name: string; attributes: Readonly<Record<string, string>>; children: Node[]; text: string };

/** More than a project of 200,000 codings has. */
const most = 1_500_000;

/** The namespaces of the standard; one of its examples writes a colon for the full stop, and some programs followed it. */
const namespaces = {
	'urn:QDA-XML:project:1.0': '',
	'urn:QDA-XML:codebook:1.0': '',
	'urn:QDA-XML:codebook:1:0': '',
	'urn:QDA-XML:project:1:0': ''
};

/** An XML file as a tree. A document type is refused, and so is a file of more elements than anyone writes. */
export function readTree(bytes: Uint8Array): Node {
	const root: Node = { name: '', attributes: {}, children: [], text: '' };
	const open = [root];
	let count = 0;
	readXml(bytes, namespaces, {
		open: (name, attributes) => {
			if (++count > most) throw new Refusal('exchange.too-large');
			const node: Node = { name, attributes, children: [], text: '' };
			open.at(-1)?.children.push(node);
			open.push(node);
		},
		close: () => void open.pop(),
		text: (text) => {
			const node = open.at(-1);
			if (node !== undefined) node.text += text;
		}
	});
	const [top] = root.children;
	if (top === undefined) throw new Refusal('exchange.not-refi');
	return top;
}

export const childrenOf = (node: Node | undefined, name: string): Node[] => node?.children.filter((one) => one.name === name) ?? [];
export const childOf = (node: Node | undefined, name: string): Node | undefined => node?.children.find((one) => one.name === name);
