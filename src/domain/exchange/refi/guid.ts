import { createHash } from 'node:crypto';

/** UUID v5 of urn:cinnabar:exchange in the namespace of addresses: the same name has the same GUID wherever it is written. */
const space = Buffer.from('e190c9e64e9e5f9482dd9bb6f3a8b934', 'hex');

/** The GUID of a name: UUID version 5 (RFC 9562). */
export function guidOf(name: string): string {
	const hash = createHash('sha1').update(space).update(name, 'utf8').digest().subarray(0, 16);
	hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
	hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
	return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A GUID as we compare it: programs write it in capitals, or in braces. */
export function plainGuid(written: string | undefined): string {
	return (written ?? '')
		.trim()
		.replace(/^\{|\}$/g, '')
		.toLowerCase();
}
