import { expect, test } from 'vitest';
import { filled, forms } from './found.ts';
import { away } from './hostile.ts';
import { all, ask, post, raw, siteAddress } from './target.ts';

const pages = [
	...['/', '/en', '/en/account', '/en/sign-in', '/en/study/1', '/en/study/1/sentences.json', '/en/findings/challenge/table.json'],
	...['/en/corrections/feed.xml', '/api/auth/get-session']
];
const names = ['redirect', 'redirectTo', 'next', 'returnTo', 'url', 'callbackURL', 'errorCallbackURL', 'newUserCallbackURL', 'continue'];

/** Headers that lie of who asks and for what, and addresses that are to lead elsewhere. */
export function attackHeaders(): void {
	test.each([
		{ host: 'evil.example' },
		{ host: 'evil.example:99999' },
		{ host: 'evil.example"><script>' },
		{ host: '' },
		{ 'x-forwarded-host': 'evil.example' },
		{ 'x-forwarded-proto': 'javascript' },
		{ 'x-forwarded-proto': 'a b<c' },
		{ 'x-forwarded-for': `127.0.0.1', '1` },
		{ forwarded: 'for=127.0.0.1;host=evil.example' },
		{ 'x-original-url': '/en/mail' },
		{ 'accept-language': `${'en,'.repeat(2000)}q=1e9` },
		{ 'if-none-match': '*' },
		{ range: 'bytes=0-1,5-2,-99999999999' },
		{ 'x-http-method-override': 'DELETE' },
		{ 'accept-encoding': 'gzip;q=x, \\' }
	] as Record<string, string>[])('headers %j change nothing', async (headers) => {
		const found: string[] = [];
		for (const path of pages) {
			const answer = await raw(path, { headers });
			if (answer.status >= 500) found.push(`${path} → ${answer.status}`);
			if (answer.headers['x-frame-options'] !== 'DENY') found.push(`${path}: no headers`);
			if (`${answer.body}${JSON.stringify(answer.headers)}`.includes('evil.example')) found.push(`${path} speaks of evil.example`);
		}
		expect(found.join('\n')).toBe('');
	});

	test.each(away)('%s leads nowhere', async (target) => {
		const query = filled(target, names).toString();
		const paths = ['/', '/en/sign-in', '/en/sign-in/link', '/en/sign-in/sent', '/en/account'];
		const callbacks = ['/api/auth/callback/provider', '/api/auth/magic-link/verify'];
		const found = await all([...paths, ...callbacks], async (path) => (await ask(`${path}?${query}`)).problems);
		const posts = forms.filter(({ path }) => path.includes('/sign-in') && !path.endsWith('out'));
		found.push(...(await all(posts, async ({ path }) => (await post(path, filled(target, names))).problems)));
		for (const path of [`/${target}`, `/${target}/`, target, `/en/${target}/`, `/en/${encodeURIComponent(target)}/`]) {
			const answer = await raw(path.startsWith('/') ? path : `/${path}`);
			if (answer.status >= 500) found.push(`${path} → ${answer.status}`);
			const next = answer.headers.location;
			if (typeof next === 'string' && new URL(next, `${siteAddress()}/en`).origin !== siteAddress()) found.push(`${path} leads to ${next}`);
		}
		expect(found.join('\n')).toBe('');
	});
}
