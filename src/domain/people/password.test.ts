import { expect, test } from 'vitest';
import common from './common-passwords.json' with { type: 'json' };
import { digestLength, longestPassword, mustBeGoodPassword, shortestPassword } from './password.ts';

const owner = { name: 'Amina Okonkwo', email: 'a.okonkwo@ministry.example' };

function codeOf(password: string): string | undefined {
	try {
		mustBeGoodPassword(password, owner);
		return undefined;
	} catch (problem) {
		return (problem as { code: string }).code;
	}
}

test.each(['1qaz2wsx3edc', 'qwerty123456', 'QWERTY123456', 'leavemealone', 'finalfantasy', '123456789987654321', 'gfhjkmgfhjkm'])(
	'%s is among the passwords that are tried first, and is refused',
	(password) => expect(codeOf(password)).toBe('account.password-common')
);

test.each([
	'Minamata2026!!',
	'cinnabar-mercury',
	'Amina.Okonkwo.1980',
	'okonkwo@ministry',
	'Password-Password',
	'ПарольРтуть2026',
	'aaaaaaaaaaaaaa',
	'121212121212'
])('%s is made of the name, of the words of this site or of hardly anything, and is refused', (password) =>
	expect(codeOf(password)).toBe('account.password-common')
);

test.each([
	'a sentence to remember',
	'только маленькие буквы',
	'mercury thermometers broke twice',
	'😀🎉🚀🌍🔥💧🌱 seven signs',
	' spaces at both ends ',
	'x'.repeat(20) + ' yz!q'
])('%j may be a password: any signs may stand in one, and none must', (password) => expect(codeOf(password)).toBeUndefined());

test('a password is as long as its owner likes, up to a bound at which it is refused and not cut', () => {
	const long = 'a sentence that goes on and on, '.repeat(10);
	expect(codeOf(long.slice(0, shortestPassword - 1))).toBe('account.password-short');
	expect(codeOf(long.slice(0, 64))).toBeUndefined();
	expect(codeOf(long.slice(0, longestPassword))).toBeUndefined();
	expect(codeOf(long.slice(0, longestPassword + 1))).toBe('account.password-long');
});

test('the list has far more than three thousand passwords that the rule of length would let pass, in order', () => {
	const digests = Buffer.from(common.digests, 'base64');
	expect(common.count).toBeGreaterThan(40_000);
	expect(digests.length).toBe(common.count * digestLength);
	const at = (index: number) => digests.subarray(index * digestLength, (index + 1) * digestLength);
	for (let index = 1; index < common.count; index++) expect(Buffer.compare(at(index - 1), at(index))).toBeLessThanOrEqual(0);
});
