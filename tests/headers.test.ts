import { expect, test, vi } from 'vitest';

test('under an address with https every answer asks browsers to come by https alone, for a year and for every host below', async () => {
	vi.stubEnv('ORIGIN', 'https://cinnabar.example');
	const { plainHeaders, secured } = await import('../src/headers.server.ts');
	expect(plainHeaders['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
	const answer = secured(new Request('http://cinnabar.example/en/sign-in/link?token=x'), new Response('page'), false);
	expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
	expect(answer.headers.get('referrer-policy')).toBe('strict-origin');
	expect(answer.headers.get('cache-control')).toBe('private, no-store');
	vi.unstubAllEnvs();
});
