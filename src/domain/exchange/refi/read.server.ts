import { Refusal } from '../../refusal.ts';
import { plainGuid } from './guid.ts';
import type { RefiCode, RefiCodebook, RefiCoding, RefiProject, RefiSelection, RefiText } from './model.ts';
import { childOf, childrenOf, readTree } from './tree.server.ts';
import type { Node } from './tree.server.ts';

const textOf = (node: Node | undefined, name: string): string => (childOf(node, name)?.text ?? '').trim();
const targets = (node: Node, name: string): string[] => childrenOf(node, name).map(({ attributes }) => plainGuid(attributes.targetGUID));

/** Reads a codebook (.qdc). */
export function readCodebook(bytes: Uint8Array): RefiCodebook {
	const root = readTree(bytes);
	if (root.name !== 'CodeBook') throw new Refusal('exchange.not-refi');
	const sets = childrenOf(childOf(root, 'Sets'), 'Set').map((set) => ({
		guid: plainGuid(set.attributes.guid),
		name: set.attributes.name ?? '',
		codes: childrenOf(set, 'MemberCode').map(({ attributes }) => plainGuid(attributes.guid ?? attributes.targetGUID))
	}));
	return { origin: root.attributes.origin ?? '', codes: codesOf(childOf(root, 'Codes')), sets };
}

/** Reads the description of a project (project.qde). */
export function readProject(bytes: Uint8Array): RefiProject {
	const root = readTree(bytes);
	if (root.name !== 'Project') throw new Refusal('exchange.not-refi');
	const passedOver: Record<string, number> = {};
	const variables = new Map(
		childrenOf(childOf(root, 'Variables'), 'Variable').map(({ attributes }) => [plainGuid(attributes.guid), attributes.name ?? ''])
	);
	const texts = (childOf(root, 'Sources')?.children ?? []).flatMap((source) => textsOf(source, variables, passedOver));
	for (const name of ['Cases', 'Links', 'Sets', 'Graphs']) {
		const { length } = childOf(root, name)?.children ?? [];
		if (length > 0) passedOver[name] = length;
	}
	const notes = childrenOf(childOf(root, 'Notes'), 'Note').map((note) => textOfSource(note, variables));
	const others = notes.filter(({ name }) => name !== 'cinnabar' && name !== 'memo').length;
	if (others > 0) passedOver.Notes = others;
	return {
		name: root.attributes.name ?? '',
		origin: root.attributes.origin ?? '',
		description: textOf(root, 'Description'),
		users: childrenOf(childOf(root, 'Users'), 'User').map(({ attributes }) => ({
			guid: plainGuid(attributes.guid),
			name: attributes.name ?? '',
			id: attributes.id ?? ''
		})),
		codes: codesOf(childOf(childOf(root, 'CodeBook'), 'Codes')),
		texts,
		notes,
		passedOver
	};
}

function codesOf(node: Node | undefined, parent?: string): RefiCode[] {
	return childrenOf(node, 'Code').flatMap((code) => {
		const guid = plainGuid(code.attributes.guid);
		const one: RefiCode = {
			guid,
			name: code.attributes.name ?? '',
			isCodable: !/^(false|0)$/i.test(code.attributes.isCodable ?? ''),
			color: code.attributes.color,
			description: textOf(code, 'Description'),
			parent,
			notes: targets(code, 'NoteRef')
		};
		return [one, ...codesOf(code, guid)];
	});
}

/** Sources, and stretches of sources, that are no text. */
const heardOrSeen = /^(?:PDF|Picture|Audio|Video)(?:Source|Selection)$|^Transcript$/;

/** The texts of a source: its own, or the plain text that stands for a page description; what can only be seen or heard is counted. */
function textsOf(source: Node, variables: ReadonlyMap<string, string>, passedOver: Record<string, number>): RefiText[] {
	if (source.name === 'TextSource') return [textOfSource(source, variables)];
	const count = (name: string) => {
		if (heardOrSeen.test(name)) passedOver[name] = (passedOver[name] ?? 0) + 1;
	};
	for (const one of source.children) count(one.name);
	const written = childOf(source, source.name === 'PDFSource' ? 'Representation' : 'TextDescription');
	if (written === undefined) {
		count(source.name);
		return [];
	}
	const text = textOfSource(written, variables);
	return [
		{
			...text,
			name: text.name || (source.attributes.name ?? ''),
			codings: [...text.codings, ...codingsOf(source)],
			values: { ...valuesOf(source, variables), ...text.values }
		}
	];
}

function textOfSource(node: Node, variables: ReadonlyMap<string, string>): RefiText {
	const content = childOf(node, 'PlainTextContent');
	return {
		guid: plainGuid(node.attributes.guid),
		name: node.attributes.name ?? '',
		description: textOf(node, 'Description'),
		file: node.attributes.plainTextPath,
		content: content?.text,
		selections: childrenOf(node, 'PlainTextSelection').flatMap(selectionOf),
		codings: codingsOf(node),
		notes: targets(node, 'NoteRef'),
		values: valuesOf(node, variables),
		user: plainGuid(node.attributes.creatingUser),
		at: node.attributes.creationDateTime
	};
}

function selectionOf(node: Node): RefiSelection[] {
	const { attributes } = node;
	const [start, end] = [Number(attributes.startPosition), Number(attributes.endPosition)];
	if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return [];
	return [
		{
			...{ guid: plainGuid(attributes.guid), name: attributes.name ?? '', description: textOf(node, 'Description'), start, end },
			...{ user: plainGuid(attributes.creatingUser), at: attributes.creationDateTime },
			...{ changedBy: plainGuid(attributes.modifyingUser), changedAt: attributes.modifiedDateTime },
			...{ codings: codingsOf(node), notes: targets(node, 'NoteRef') }
		}
	];
}

function codingsOf(node: Node): RefiCoding[] {
	return childrenOf(node, 'Coding').flatMap((coding) =>
		targets(coding, 'CodeRef').map((code) => ({
			guid: plainGuid(coding.attributes.guid),
			code,
			user: plainGuid(coding.attributes.creatingUser),
			at: coding.attributes.creationDateTime,
			notes: targets(coding, 'NoteRef')
		}))
	);
}

function valuesOf(node: Node, variables: ReadonlyMap<string, string>): Record<string, string> {
	const values: Record<string, string> = {};
	for (const value of childrenOf(node, 'VariableValue')) {
		const name = variables.get(plainGuid(childOf(value, 'VariableRef')?.attributes.targetGUID));
		const said = value.children.find((one) => one.name.endsWith('Value'))?.text.trim();
		if (name !== undefined && said !== undefined) values[name] = said;
	}
	return values;
}
