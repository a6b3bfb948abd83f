import { Refusal } from '../refusal.ts';

const mega = 1024 * 1024;
export const largestNote = 10 * mega;
export type Note = { name: string; content: Buffer };

const kinds = [
	{ ending: 'pdf', type: 'application/pdf', start: [0x25, 0x50, 0x44, 0x46, 0x2d] },
	{ ending: 'png', type: 'image/png', start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
	{ ending: 'jpg', type: 'image/jpeg', start: [0xff, 0xd8, 0xff] },
	{ ending: 'docx', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', start: [0x50, 0x4b, 3, 4] }
];

function kindOf(content: Buffer) {
	const kind = kinds.find(({ start }) => start.every((byte, at) => content[at] === byte));
	return kind?.ending === 'docx' && !content.includes('word/document.xml') ? undefined : kind;
}

/** The type of a note verbale by its first bytes. */
export const typeOfNote = (content: Buffer): string => kindOf(content)?.type ?? 'application/octet-stream';

/** A note verbale as it is kept: a PDF, an image or a Word file, told by its first bytes, under a name that can do no harm. */
export function parseNote(sentName: string, bytes: Uint8Array): Note {
	const content = Buffer.from(bytes);
	if (content.length > largestNote) throw new Refusal('offices.note-large', { most: largestNote / mega });
	const kind = kindOf(content);
	if (kind === undefined) throw new Refusal('offices.note-kind');
	return { name: `${cleanName(sentName)}.${kind.ending}`, content };
}

/** The last part of a path, without its ending, without what programs obey and without marks that turn the direction of writing. */
function cleanName(name: string): string {
	const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
	const clean = last
		.replace(/\.[^.]*$/, '')
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*%;]/gu, '')
		.replace(/^[.\s]+|[.\s]+$/g, '');
	return Array.from(clean).slice(0, 100).join('') || 'note';
}

/** The note that a form sent along, if it did. */
export async function noteOf(sent: unknown): Promise<Note | undefined> {
	if (!(sent instanceof File) || sent.size === 0) return undefined;
	if (sent.size > largestNote) throw new Refusal('offices.note-large', { most: largestNote / mega });
	return parseNote(sent.name, await sent.bytes());
}
