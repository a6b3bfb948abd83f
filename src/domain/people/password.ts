import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import common from './common-passwords.json' with { type: 'json' };

export const shortestPassword = 12;
export const longestPassword = 200;
/** So many bytes of each hash are kept: by chance, one password in twenty million is taken for a common one. */
export const digestLength = 5;

const digests = Buffer.from(common.digests, 'base64');

/** Words of this place, which whoever guesses here tries first. docs/security.md shows them. */
export const wordsOfThisPlace = [
	...['cinnabar', 'minamata', 'mercury', 'mercure', 'mercurio', 'ртуть', 'الزئبق', 'زئبق', '汞', '朱砂', '水俣', 'amalgam', 'convention'],
	...['article', 'treaty', 'secretariat', 'focal', 'point', 'national', 'report', 'study', 'unep', 'geneva', 'nairobi'],
	...['password', 'passwort', 'motdepasse', 'contraseña', 'contrasena', 'пароль', '密码', 'welcome', 'admin', 'qwerty', 'letmein']
].toSorted((a, b) => b.length - a.length);

/** Refuses a password that is too short or too long, among those that are tried first, or made of who its owner is and where this is. */
export function mustBeGoodPassword(password: string, owner: { name: string; email: string }): void {
	if (password.length < shortestPassword) throw new Refusal('account.password-short', { least: shortestPassword });
	if (password.length > longestPassword) throw new Refusal('account.password-long', { most: longestPassword });
	const plain = password.normalize('NFKC').toLowerCase();
	if (new Set(plain).size < 5 || isCommon(plain) || isMadeOf(plain, [...wordsOfThisPlace, ...wordsOf(owner)]))
		throw new Refusal('account.password-common');
}

/** Looks the hash up among those that are kept, which are in order. */
function isCommon(plain: string): boolean {
	const digest = createHash('sha256').update(plain).digest().subarray(0, digestLength);
	let [low, high] = [0, common.count];
	while (low < high) {
		const middle = (low + high) >> 1;
		const order = Buffer.compare(digests.subarray(middle * digestLength, (middle + 1) * digestLength), digest);
		if (order === 0) return true;
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return false;
}

/** Whether hardly anything is left when these words, digits and signs are taken away. */
function isMadeOf(plain: string, words: readonly string[]): boolean {
	const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain).replace(/[^\p{L}]/gu, '');
	return rest.length < 5 && words.some((word) => plain.includes(word));
}

function wordsOf({ name, email }: { name: string; email: string }): string[] {
	return `${name} ${email}`
		.normalize('NFKC')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word.length > 2)
		.toSorted((a, b) => b.length - a.length);
}
