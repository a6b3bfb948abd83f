import { expect, test } from 'vitest';
import { ask, post, sessionOfOperator, usedToken } from './target.ts';

const closed = [
	...['sign-in/email', 'sign-in/social', 'sign-in/magic-link', 'magic-link/verify', 'sign-up/email', 'sign-out', 'get-session'],
	...['list-sessions', 'revoke-session', 'revoke-sessions', 'revoke-other-sessions', 'update-user', 'delete-user'],
	...['delete-user/callback', 'change-email', 'change-password', 'set-password', 'reset-password', 'request-password-reset'],
	...['reset-password/token', 'verify-email', 'send-verification-email', 'link-social', 'unlink-account', 'list-accounts'],
	...['refresh-token', 'get-access-token', 'account-info', 'admin/list-users', 'admin/set-role', 'passkey/list-user-passkeys'],
	...['passkey/delete-passkey', 'passkey/update-passkey', 'callback/github', 'ok', 'error', '', '..%2f..%2fhealth'],
	...['passkey/generate-register-options/', 'PASSKEY/generate-register-options', 'passkey%2fgenerate-register-options/x', '%00']
];

/** Links that were used, sessions and passkeys that were made up, and the calls of the library that are not for anyone. */
export function attackSignIn(): void {
	test('a link that was used opens nothing a second time', async () => {
		for (const token of [usedToken, usedToken.toLowerCase(), `${usedToken}\0`, `${usedToken} `, usedToken.slice(1)]) {
			const again = await post('/en/sign-in/link', new URLSearchParams({ token }));
			expect([again.status, again.headers.getSetCookie(), again.problems], again.told).toEqual([400, [], []]);
		}
	});

	test.each([
		'x',
		'undefined',
		'%00',
		'%',
		`' or 1=1 --`,
		'__proto__',
		'SESSION.AAAA',
		'CUT',
		'UPPER',
		'a.b.c.d',
		'x'.repeat(6000),
		'%F0%9F%92%A9.%F0%9F%92%A9'
	])('a session that reads %j is nobody', async (forged) => {
		const session = sessionOfOperator();
		const [token = ''] = decodeURIComponent(session).split('.');
		const value = forged.replace('SESSION', token).replace('CUT', session.slice(0, -4)).replace('UPPER', session.toUpperCase());
		for (const name of [
			'cinnabar.session_token',
			'__Secure-cinnabar.session_token',
			'cinnabar.session_data',
			'better-auth.session_token'
		]) {
			const headers = { cookie: `${name}=${value}` };
			const account = await ask('/en/account', { headers });
			expect([account.status, account.headers.get('location'), account.problems], name).toEqual([303, '/en/sign-in', []]);
			const history = await ask('/en/history', { headers });
			expect([history.status, history.problems], name).toEqual([403, []]);
		}
	});

	test.each(closed)('/api/auth/%s is not open', async (path) => {
		const answers = [
			await ask(`/api/auth/${path}`, { signedIn: true }),
			await post(`/api/auth/${path}`, '{}', { signedIn: true, headers: { 'content-type': 'application/json' } })
		];
		for (const { status, problems, told } of answers) {
			expect(problems.join('\n')).toBe('');
			expect([400, 404, 308], told).toContain(status);
		}
	});

	test.each(['{}', '{"response":null}', '{"response":{"id":"a\\u0000","rawId":1}}', '[', 'null', '{"__proto__":{"a":1}}', '"x"', ''])(
		'a passkey that reads %j signs no one in',
		async (body) => {
			for (const path of ['passkey/verify-authentication', 'passkey/verify-registration']) {
				const answer = await post(`/api/auth/${path}`, body, { headers: { 'content-type': 'application/json' } });
				expect(answer.problems).toEqual([]);
				expect(answer.status, answer.told).toBeGreaterThanOrEqual(400);
				expect(answer.headers.getSetCookie().join()).not.toContain('session_token=');
			}
		}
	);
}
