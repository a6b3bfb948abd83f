import { join, resolve } from 'node:path';

/** A setting of the environment. One that is empty is not set: files of settings name many and leave them so. */
const setting = (name: string): string | undefined => process.env[name] || undefined;

const issuer = setting('OIDC_ISSUER');
const clientId = setting('OIDC_CLIENT_ID');
const port = setting('PORT');

/** Every setting, read once from the environment. */
export const config = {
	/** The address of a PostgreSQL server; without it, the embedded database is used. */
	databaseUrl: setting('DATABASE_URL'),
	/** The folder of the embedded database. */
	folder: resolve(setting('CINNABAR_DATA') ?? 'var'),
	port: port === undefined ? undefined : Number(port),
	/** Facts that ship, as plain files. */
	facts: resolve(setting('CINNABAR_FACTS') ?? join(import.meta.dirname, '..', 'data')),
	/** The address under which people reach the site, such as https://cinnabar.example; without it, that of each request. */
	origin: setting('ORIGIN'),
	/** What sign-in is sealed with: at least 32 characters. Without it, one is made and kept in the data folder. */
	secret: setting('CINNABAR_SECRET'),
	/** Where mail is handed over, such as smtps://user:password@mail.example; without it, mail stays on the page for mail. */
	smtpUrl: setting('SMTP_URL'),
	/** From whom mail comes. */
	mailFrom: setting('MAIL_FROM') ?? 'Cinnabar <cinnabar@localhost>',
	/** How strongly people must sign in for their rights. */
	strength: { officesNeedPasskey: setting('REQUIRE_PASSKEY') === 'offices', providerIsStrong: setting('OIDC_STRONG') === 'yes' },
	/** A provider of OpenID Connect, where people may sign in with it. */
	oidc:
		issuer && clientId
			? {
					issuer,
					clientId,
					clientSecret: setting('OIDC_CLIENT_SECRET') ?? '',
					name: setting('OIDC_NAME') ?? new URL(issuer).hostname
				}
			: undefined
};

/** Where the database is. */
export function databasePlace(): { url: string } | { folder: string } {
	return config.databaseUrl ? { url: config.databaseUrl } : { folder: config.folder };
}
