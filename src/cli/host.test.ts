import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { hostWords, isOwnName } from './host.ts';

test.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '192.0.2.7', '[::1]:3000', 'a.localhost', 'server', hostname()])(
	'nobody elsewhere owns %s',
	(name) => expect(isOwnName(name)).toBe(true)
);

test.each([
	'evil.example',
	'localhost.evil.example',
	'127.0.0.1.evil.example',
	'evil.example:99999',
	'localhost:99999',
	'999.1.1.1',
	'evil@localhost',
	'localhost/evil',
	'localhost#',
	'[evil]',
	'[::1',
	'',
	' ',
	'evil.example,localhost',
	'ev\u0456l'
])('%j is no name of ours', (name) => expect(isOwnName(name)).toBe(false));

test('a request cannot choose under which address it is answered', () => {
	const headers = { host: 'evil.example', 'x-forwarded-proto': 'javascript' };
	hostWords(undefined, 3000)(headers);
	expect(headers).toEqual({ host: 'localhost:3000', 'x-forwarded-proto': 'http', forwarded: 'for=unknown' });
	const others = { host: 'localhost:3000', 'x-forwarded-proto': 'http' };
	hostWords('https://cinnabar.example', 3000)(others);
	expect(others).toEqual({ host: 'cinnabar.example', 'x-forwarded-proto': 'https' });
});

test('a name of our own stays as it is said', () => {
	const headers = { host: '192.0.2.7:3000', 'x-forwarded-proto': 'https' };
	hostWords(undefined, 3000)(headers);
	expect(headers).toEqual({ host: '192.0.2.7:3000', 'x-forwarded-proto': 'https' });
});
