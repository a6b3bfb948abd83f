import { expect, test } from 'vitest';
import {
	checkClock,
	checkDatabaseVersion,
	checkFolder,
	checkMigrations,
	checkNode,
	checkOrigin,
	checkRetention,
	checkSecret,
	mailHost
} from './checks.ts';

test.each([
	[checkNode('24.1.0'), 'ok'],
	[checkNode('20.9.0'), 'bad'],
	[checkDatabaseVersion('15.4 (Debian 15.4-1)'), 'ok'],
	[checkDatabaseVersion('14.9'), 'bad'],
	[checkMigrations(['a', 'b'], ['a', 'b']), 'ok'],
	[checkMigrations(['a', 'b'], ['a']), 'bad'],
	[checkMigrations(['a'], ['a', 'b']), 'bad'],
	[checkClock(10_000, 9_000, 11_000), 'ok'],
	[checkClock(14_000, 9_000, 10_000), 'ok'],
	[checkClock(20_000, 9_000, 10_000), 'bad'],
	[checkClock(0, 9_000, 10_000), 'bad'],
	[checkFolder('/x', undefined), 'bad'],
	[checkFolder('/x', 5e7), 'bad'],
	[checkFolder('/x', 5e8), 'warning'],
	[checkFolder('/x', 5e9), 'ok'],
	[checkRetention(undefined, new Date(0)), 'warning'],
	[checkRetention(new Date('2026-01-01'), new Date('2026-01-02T23:00Z')), 'ok'],
	[checkRetention(new Date('2026-01-01'), new Date('2026-01-03T01:00Z')), 'bad'],
	[checkOrigin(undefined), 'warning'],
	[checkOrigin('https://cinnabar.example'), 'ok'],
	[checkOrigin('cinnabar.example'), 'bad'],
	[checkOrigin('https://cinnabar.example/path'), 'bad'],
	[checkSecret(undefined), 'warning'],
	[checkSecret('short'), 'bad'],
	[checkSecret('x'.repeat(32)), 'ok']
])('%o is %s', ({ level }, expected) => {
	expect(level).toBe(expected);
});

test('the host of mail is read from its address', () => {
	expect(mailHost('smtps://user:p%40ss@mail.example')).toEqual({ host: 'mail.example', port: 465 });
	expect(mailHost('smtp://[::1]:2525')).toEqual({ host: '::1', port: 2525 });
	expect(mailHost('mail.example')).toBeUndefined();
	expect(mailHost('https://mail.example')).toBeUndefined();
});
