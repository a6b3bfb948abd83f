import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const names = [
	...['DATABASE_URL', 'CINNABAR_DATA', 'CINNABAR_FACTS', 'CINNABAR_SECRET', 'PORT', 'ORIGIN', 'SMTP_URL', 'MAIL_FROM'],
	...['REQUIRE_PASSKEY', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME', 'OIDC_STRONG']
];

/** The settings that a process reads from its environment. */
function settingsOf(given: Record<string, string>): Record<string, unknown> {
	const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
	const words = "import { config } from '#config'; console.log(JSON.stringify(config))";
	const said = execFileSync(process.execPath, ['--input-type=module', '--eval', words], { env: { ...inherited, ...given } });
	return JSON.parse(said.toString()) as Record<string, unknown>;
}

test('a setting that is empty is one that is not set: no secret of nothing, no data in the folder where one stands', () => {
	const bare = settingsOf({});
	expect(settingsOf(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(bare);
	expect(bare).toMatchObject({ folder: resolve('var'), mailFrom: 'Cinnabar <cinnabar@localhost>' });
	expect(Object.keys(bare)).not.toContain('secret');
});

test('what is set is taken', () => {
	expect(
		settingsOf({ CINNABAR_DATA: '/tmp/elsewhere', CINNABAR_SECRET: 'x'.repeat(32), PORT: '80', REQUIRE_PASSKEY: 'offices' })
	).toMatchObject({ folder: '/tmp/elsewhere', secret: 'x'.repeat(32), port: 80, strength: { officesNeedPasskey: true } });
});
