import { expect, test } from 'vitest';
import { filled, forms, sound } from './found.ts';
import { all, post, raw, siteAddress } from './target.ts';

/** What is sent by people who are not signed in, and by pages of other sites. */
export function attackAsStranger(): void {
	test('no form does anything for someone who has not signed in', async () => {
		const found = await all(forms, async ({ path, name }) => {
			const body = new FormData();
			for (const [field, value] of Object.entries(sound)) body.set(field, value);
			body.set('files', new File(['Mercury is used.'], 'nobody.txt'));
			body.set('list', new File(['iso3,status,date,source\nXXA,party,2020,x\n'], 'list.csv'));
			const { status, told, problems, headers } = await post(path, body);
			// A link is sent to whoever asks, and of words of one's own there are none to drop; others show the way to sign in.
			const elsewhere = ['/en', '/en/sign-in', '/en/account'].includes(headers.get('location') ?? '');
			const isHarmless = ['out', 'link', 'drop'].includes(name) || elsewhere;
			return [...problems, ...(status < 400 && !isHarmless ? [`${told}: not refused`] : [])];
		});
		expect(found.join('\n')).toBe('');
	});

	test.each(['https://evil.example', 'null', 'http://localhost:1', 'ADDRESS.evil.example', 'http://evil@'])(
		'no form is taken from %s, though the operator is signed in',
		async (origin) => {
			const found = await all(forms, async ({ path }) => {
				const headers = { origin: origin.replace('ADDRESS', siteAddress()) };
				const { status, told, problems } = await post(path, filled('1'), { signedIn: true, headers });
				return [...problems, ...(status === 403 ? [] : [`${told}: not refused`])];
			});
			expect(found.join('\n')).toBe('');
		}
	);

	test('a page whose name leads to this machine sends no form, and reads no mail', async () => {
		const headers = { host: 'evil.example', origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
		const found = await all(forms, async ({ path }) => {
			const { status } = await raw(path, { method: 'POST', headers, body: filled('1').toString() });
			return status === 403 ? [] : [`${path} → ${status}`];
		});
		expect(found.join('\n')).toBe('');
		expect([(await raw('/en/mail', { headers })).status, (await raw('/metrics', { headers })).status]).toEqual([404, 404]);
	});
}
