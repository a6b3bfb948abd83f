import { readTree } from '#domain/exchange/refi/tree.server.ts';
import type { Node } from '#domain/exchange/refi/tree.server.ts';

/** Of an element: what may stand inside it, in this order (`?` once or not, `*` any number, `+` one or more), and its attributes (`!` must be there). */
type Row = { inside?: string; attributes?: string; text?: RegExp };

const guid = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The form of each attribute's value. */
const forms: Record<string, RegExp> = {
	...{ guid, targetGUID: guid, creatingUser: guid, modifyingUser: guid, creatingUserGUID: guid, modifyingUserGUID: guid },
	...{ creationDateTime: moment, modifiedDateTime: moment, startPosition: /^\d+$/, endPosition: /^\d+$/ },
	...{ isCodable: /^(true|false)$/, color: /^#[0-9A-Fa-f]{6}$/, typeOfVariable: /^(Text|Boolean|Integer|Float|Date|DateTime)$/ },
	...{ plainTextPath: /^internal:\/\/[^/]+\.txt$/, xmlns: /^urn:QDA-XML:(project|codebook):1\.0$/ }
};

const any = /^/;
const said = 'creatingUser creationDateTime';
const changed = `${said} modifyingUser modifiedDateTime`;

/** What we write of REFI-QDA 1.0, in our own words; the published schema is asked where it is at hand. */
const common: Record<string, Row> = {
	Codes: { inside: 'Code+' },
	Description: { text: any }
};
const project: Record<string, Row> = {
	...common,
	Project: {
		inside: 'Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*',
		attributes: 'name! xmlns! origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath'
	},
	Users: { inside: 'User+' },
	User: { attributes: 'guid! name id' },
	CodeBook: { inside: 'Codes' },
	Code: { inside: 'Description? NoteRef* Code*', attributes: 'guid! name! isCodable! color' },
	Variables: { inside: 'Variable+' },
	Variable: { inside: 'Description?', attributes: 'guid! name! typeOfVariable!' },
	Sources: { inside: 'TextSource+' },
	TextSource: {
		inside: 'Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*',
		attributes: `guid! name plainTextPath richTextPath ${changed}`
	},
	PlainTextContent: { text: any },
	PlainTextSelection: { inside: 'Description? Coding* NoteRef*', attributes: `guid! name startPosition! endPosition! ${changed}` },
	Coding: { inside: 'CodeRef NoteRef*', attributes: `guid! ${said}` },
	CodeRef: { attributes: 'targetGUID!' },
	NoteRef: { attributes: 'targetGUID!' },
	VariableRef: { attributes: 'targetGUID!' },
	VariableValue: { inside: 'VariableRef TextValue? BooleanValue? IntegerValue? DateValue?' },
	TextValue: { text: any },
	BooleanValue: { text: /^(true|false)$/ },
	IntegerValue: { text: /^-?\d+$/ },
	DateValue: { text: /^\d{4}-\d\d-\d\d$/ },
	Notes: { inside: 'Note+' },
	Note: { inside: 'Description? PlainTextContent?', attributes: `guid! name plainTextPath ${changed}` }
};
const codebook: Record<string, Row> = {
	...common,
	CodeBook: { inside: 'Codes Sets?', attributes: 'xmlns! origin' },
	Code: { inside: 'Description? Code*', attributes: 'guid! name! isCodable! color' }
};

/** What is wrong with a file that we wrote, by this table: order, attributes, forms, and references that lead nowhere. */
export function faultsByTable(xml: string): string[] {
	const root = readTree(new TextEncoder().encode(xml));
	const rows = root.name === 'Project' ? project : codebook;
	const faults: string[] = [];
	const guids = new Map<string, string>();
	const references: [string, string][] = [];
	const walk = (node: Node, road: string) => {
		const here = `${road}/${node.name}`;
		const row = rows[node.name];
		if (row === undefined) return void faults.push(`${here} is no element of ours`);
		faults.push(
			...ofChildren(node, row).map((fault) => `${here}: ${fault}`),
			...ofAttributes(node, row).map((fault) => `${here}: ${fault}`)
		);
		if (!(row.text ?? /^\s*$/).test(node.text)) faults.push(`${here}: text ${node.text.slice(0, 40)}`);
		for (const [name, value] of Object.entries(node.attributes)) {
			if (name === 'guid' && guids.has(value)) faults.push(`${here}: ${value} is used twice`);
			if (name === 'guid') guids.set(value, node.name);
			if (name === 'targetGUID') references.push([node.name, value]);
			if (/^(creating|modifying)User/.test(name)) references.push(['UserRef', value]);
		}
		for (const child of node.children) walk(child, here);
	};
	walk(root, '');
	for (const [by, target] of references) if (guids.get(target) !== by.replace(/Ref$/, '')) faults.push(`${by} ${target} leads nowhere`);
	return faults;
}

function ofChildren({ children }: Node, { inside = '' }: Row): string[] {
	const form = inside
		.split(' ')
		.filter((part) => part !== '')
		.map((part) => `(?:${part.replace(/[?*+]$/, '')} )${/[?*+]$/.exec(part)?.[0] ?? ''}`);
	const names = children.map(({ name }) => `${name} `).join('');
	return new RegExp(`^${form.join('')}$`).test(names)
		? []
		: [`holds ${[...new Set(children.map(({ name }) => name))].join(', ')}, not ${inside}`];
}

function ofAttributes({ attributes }: Node, row: Row): string[] {
	const listed = (row.attributes ?? '').split(' ');
	const must = listed.flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : []));
	const known = new Set(listed.map((name) => name.replace('!', '')));
	return [
		...must.filter((name) => !(name in attributes)).map((name) => `${name} is missing`),
		...Object.keys(attributes).flatMap((name) => (known.has(name) ? [] : [`${name} is no attribute of it`])),
		...Object.entries(attributes).flatMap(([name, value]) => ((forms[name] ?? any).test(value) ? [] : [`${name} is ${value}`]))
	];
}
