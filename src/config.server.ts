import { join, resolve } from 'node:path';

/** Every setting, read once from the environment. */
export const config = {
	/** The address of a PostgreSQL server; without it, the embedded database is used. */
	databaseUrl: process.env.DATABASE_URL,
	/** The folder of the embedded database. */
	folder: resolve(process.env.CINNABAR_DATA ?? 'var'),
	port: process.env.PORT === undefined ? undefined : Number(process.env.PORT),
	/** Facts that ship, as plain files. */
	facts: resolve(process.env.CINNABAR_FACTS ?? join(import.meta.dirname, '..', 'data')),
	/** The address under which people reach the site, such as https://cinnabar.example; without it, that of each request. */
	origin: process.env.ORIGIN,
	/** What sign-in is sealed with: at least 32 characters. Without it, one is made and kept in the data folder. */
	secret: process.env.CINNABAR_SECRET,
	/** Where mail is handed over, such as smtps://user:password@mail.example; without it, mail stays on the page for mail. */
	smtpUrl: process.env.SMTP_URL || undefined,
	/** From whom mail comes. */
	mailFrom: process.env.MAIL_FROM ?? 'Cinnabar <cinnabar@localhost>',
	/** How strongly people must sign in for their rights. */
	strength: { officesNeedPasskey: process.env.REQUIRE_PASSKEY === 'offices', providerIsStrong: process.env.OIDC_STRONG === 'yes' },
	/** A provider of OpenID Connect, where people may sign in with it. */
	oidc:
		process.env.OIDC_ISSUER && process.env.OIDC_CLIENT_ID
			? {
					issuer: process.env.OIDC_ISSUER,
					clientId: process.env.OIDC_CLIENT_ID,
					clientSecret: process.env.OIDC_CLIENT_SECRET ?? '',
					name: process.env.OIDC_NAME ?? new URL(process.env.OIDC_ISSUER).hostname
				}
			: undefined
};

/** Where the database is. */
export function databasePlace(): { url: string } | { folder: string } {
	return config.databaseUrl ? { url: config.databaseUrl } : { folder: config.folder };
}
