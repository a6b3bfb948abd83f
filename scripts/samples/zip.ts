import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

// Zip files count in local time, and from 1980.
const mtime = new Date(2026, 0, 1);

/** Zips parts given as text, in their order, without the hour at which it happens. */
export function zip(parts: Record<string, string>): Uint8Array {
	return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 9, mtime });
}

/** The same office file without the hour at which it was made. */
export function withoutClock(bytes: Uint8Array): Uint8Array {
	const parts = Object.entries(unzipSync(bytes)).map(([name, part]): [string, string] => [name, strFromU8(part)]);
	return zip(Object.fromEntries(parts.map(([name, text]) => [name, name === 'docProps/core.xml' ? withoutDates(text) : text])));
}

function withoutDates(text: string): string {
	return text.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$12026-01-01T00:00:00Z');
}
