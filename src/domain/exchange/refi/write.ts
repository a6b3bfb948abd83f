import type { CodeNode } from '../codes.ts';
import { declaration, element, textElement } from './write-xml.ts';

export const origin = 'Cinnabar';

/** A codebook (.qdc). */
export function writeCodebook(codes: readonly CodeNode[]): string {
	return `${declaration}${element('CodeBook', { xmlns: 'urn:QDA-XML:codebook:1.0', origin }, element('Codes', {}, codes.map(codeXml)))}\n`;
}

/** A code with those beneath it. Notes are for projects only: the schema of codebooks has none. */
export function codeXml({ guid, name, isCodable, color, description, children, notes = [] }: CodeNode): string {
	return element('Code', { guid, name, isCodable, color }, [
		textElement('Description', description),
		...notes.map(noteRef),
		...children.map(codeXml)
	]);
}

export const noteRef = (guid: string): string => element('NoteRef', { targetGUID: guid });

export type WrittenCoding = { guid: string; code: string; user: string; at: string };

/** Words of a text with their codes. */
export type WrittenSelection = {
	guid: string;
	name: string;
	start: number;
	end: number;
	user: string | undefined;
	at: string | undefined;
	changedBy?: string | undefined;
	changedAt?: string | undefined;
	codings: WrittenCoding[];
	notes: string[];
};

/** Values of variables by their GUIDs. */
export type WrittenText = {
	guid: string;
	name: string;
	file: string;
	selections: WrittenSelection[];
	notes: string[];
	values: { variable: string; type: VariableType; value: string }[];
};

export type VariableType = 'Text' | 'Boolean' | 'Integer' | 'Date';

export function textXml({ guid, name, file, selections, notes, values }: WrittenText): string {
	return element('TextSource', { guid, name, plainTextPath: `internal://${file}` }, [
		...selections.map(selectionXml),
		...notes.map(noteRef),
		...values.map(valueXml)
	]);
}

function selectionXml({ guid, name, start, end, user, at, changedBy, changedAt, codings, notes }: WrittenSelection): string {
	const places = { guid, name, startPosition: start, endPosition: end };
	const acts = { creatingUser: user, creationDateTime: at, modifyingUser: changedBy, modifiedDateTime: changedAt };
	return element('PlainTextSelection', { ...places, ...acts }, [...codings.map(codingXml), ...notes.map(noteRef)]);
}

function codingXml({ guid, code, user, at }: WrittenCoding): string {
	return element('Coding', { guid, creatingUser: user, creationDateTime: at }, element('CodeRef', { targetGUID: code }));
}

function valueXml({ variable, type, value }: WrittenText['values'][number]): string {
	return element('VariableValue', {}, [element('VariableRef', { targetGUID: variable }), textElement(`${type}Value`, value)]);
}

export type WrittenNote = {
	guid: string;
	name: string;
	description?: string;
	user?: string;
	at?: string;
} & ({ file: string } | { content: string });

export function noteXml(note: WrittenNote): string {
	const file = 'file' in note ? `internal://${note.file}` : undefined;
	return element('Note', { guid: note.guid, name: note.name, plainTextPath: file, creatingUser: note.user, creationDateTime: note.at }, [
		textElement('Description', note.description ?? ''),
		'content' in note ? textElement('PlainTextContent', note.content) : ''
	]);
}

/** A moment as the schema wants it; whole, for nothing of it may be lost. */
export const moment = (at: Date): string => at.toISOString();
