import { sql } from 'kysely';

/**
 * The content of a file as a value to store. As base64 it takes a second where a large file as a byte parameter takes
 * half a minute and gigabytes of memory on the embedded engine, which writes each byte out by itself.
 */
export function bytesToStore(bytes: Uint8Array) {
	return sql<Buffer>`decode(${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}, 'base64')`;
}

/** A stored content to select; `toBytes` gives it back. */
export const storedBytes = sql<string>`encode(content, 'base64')`;

export function toBytes(stored: string): Buffer<ArrayBuffer> {
	return Buffer.from(stored, 'base64');
}
