import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A setting of the environment. One that is empty is not set: files of settings name many and leave them so. */
const setting = (name: string): string | undefined => process.env[name] || undefined;

/** The folder of the program. The pages run from a folder that is built somewhere inside it. */
export const root = above(import.meta.dirname);

function above(folder: string): string {
	if (existsSync(join(folder, 'src', 'cli', 'main.ts')) || dirname(folder) === folder) return folder;
	return above(dirname(folder));
}

const issuer = setting('OIDC_ISSUER');
const modelUrl = setting('CINNABAR_MODEL_URL');
const modelName = setting('CINNABAR_MODEL_NAME');
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
	facts: resolve(setting('CINNABAR_FACTS') ?? join(root, 'data')),
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
	/** A language model that may be asked to code: where it answers, as what, and whether passages that are not public may go there. */
	model:
		modelUrl && modelName
			? { url: modelUrl, key: setting('CINNABAR_MODEL_KEY'), name: modelName, takesClosed: setting('CINNABAR_MODEL_CLOSED') === 'yes' }
			: undefined,
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
