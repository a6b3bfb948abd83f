import { afterEach, expect, test, vi } from 'vitest';

vi.stubEnv('LOG', 'json');
const { logError, logRequest, sessionChange } = await import('../src/log.server.ts');

const written: string[] = [];
vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
afterEach(() => (written.length = 0));

const line = { request: 'r', route: '/[language=language]/sign-in', method: 'POST', status: 400, milliseconds: 1.6 };

test('a line of the log is one line, whatever is in it', () => {
	logError(new Error('first\r\n{"level":"info"}\u2028\u0000\u001b[31m'), { request: 'r' });
	logRequest({ ...line, route: 'a\nb' });
	expect(written).toHaveLength(2);
	for (const one of written) {
		expect(one.trimEnd()).not.toMatch(/[\r\n\u0000\u001b]/);
		expect(JSON.parse(one)).toHaveProperty('time', expect.stringMatching(/Z$/));
	}
});

test('a line tells why a request was refused, and that someone signed in or out, and not who', () => {
	const came = sessionChange(new Headers({ 'set-cookie': '__Host-cinnabar.session_token=abc.def; Max-Age=2592000; Path=/' }));
	const left = sessionChange(new Headers({ 'set-cookie': 'cinnabar.session_token=; Max-Age=0; Path=/' }));
	expect([came, left, sessionChange(new Headers())]).toEqual(['begun', 'ended', undefined]);
	logRequest({ ...line, refusal: 'sign-in.not-known' });
	logRequest({ ...line, status: 303, session: came });
	expect(written.map((one) => JSON.parse(one) as object)).toMatchObject([{ refusal: 'sign-in.not-known' }, { session: 'begun' }]);
	expect(Object.keys(JSON.parse(written[1] ?? '{}') as object).toSorted()).toEqual(
		['level', 'method', 'milliseconds', 'request', 'route', 'session', 'status', 'time'].toSorted()
	);
});
