import { decodeText } from '../../documents/extract/encoding.ts';
import { openZip } from '../../documents/extract/zip.server.ts';
import type { Zip } from '../../documents/extract/zip.server.ts';
import { Refusal } from '../../refusal.ts';
import type { RefiProject, RefiText } from './model.ts';
import { readProject } from './read.server.ts';

/** A project that was opened: what it says, and a way to the text of each of its sources and notes. Nothing is ever written to disk. */
export type OpenProject = {
	project: RefiProject;
	textOf: (text: RefiText) => string | undefined;
	bytesOf: (text: RefiText) => Uint8Array | undefined;
};

/** Opens a project (.qdpx): a zipped folder with project.qde and the sources beneath it. Sizes and names are checked before anything is unpacked. */
export function openProject(bytes: Uint8Array): OpenProject {
	if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Refusal('exchange.not-refi');
	const zip = openZip(bytes);
	const description = descriptionIn(zip);
	const project = readProject(zip.read(description) ?? new Uint8Array());
	const parts = partsOf(zip, description.slice(0, description.lastIndexOf('/') + 1));
	const bytesOf = ({ file, content }: RefiText) => {
		if (content !== undefined) return new TextEncoder().encode(content);
		const part = parts.get(internalName(file) ?? '');
		return part === undefined ? undefined : zip.read(part);
	};
	return {
		project,
		bytesOf,
		textOf: (text) => {
			if (text.content !== undefined) return text.content;
			const found = bytesOf(text);
			return found === undefined ? undefined : decodeText(found);
		}
	};
}

function descriptionIn(zip: Zip): string {
	const found = [...zip.names].filter((name) => /\.qde$/i.test(name)).toSorted((a, b) => a.length - b.length);
	const [description] = [...found.filter((name) => /(^|\/)project\.qde$/i.test(name)), ...found];
	if (description === undefined) throw new Refusal('exchange.no-project');
	return description;
}

/** The parts in the folder of sources, by their names in small letters: some programs write `Sources`. */
function partsOf(zip: Zip, folder: string): Map<string, string> {
	const start = `${folder}sources/`.toLowerCase();
	return new Map(
		[...zip.names].flatMap((name) =>
			name.toLowerCase().startsWith(start) ? [[name.slice(start.length).toLowerCase(), name] as const] : []
		)
	);
}

/** The name of a source that is inside the archive. A path on someone's disk is none of ours. */
function internalName(path: string | undefined): string | undefined {
	const name = /^internal:\/\/(?:\/?sources\/)?(.+)$/is.exec(path ?? '')?.[1];
	return name === undefined || /(^|[/\\])\.\.([/\\]|$)|[\\\0]/.test(name) ? undefined : name.toLowerCase();
}
