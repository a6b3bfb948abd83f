import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { genericOAuth, magicLink } from 'better-auth/plugins';
import type { Db } from '#db/connect.server.ts';

/** Where the site is, what it is sealed with, and the provider people may sign in with, if there is one. */
export type Place = {
	origin: string;
	secret: string;
	oidc?: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
};

/** Given the secret of a link, hands it over: by mail, or in the terminal. */
export type HandOver = (token: string) => Promise<void> | void;

/** So long a link can be used, in seconds. */
export const linkLife = 20 * 60;
const sessionLife = 30 * 24 * 60 * 60;

/** better-auth over our tables. It keeps only hashes of links; a link is taken once, in one statement, however many use it at once. */
export function authOf(db: Db, { origin, secret, oidc }: Place) {
	return betterAuth({
		baseURL: origin,
		basePath: '/api/auth',
		secret,
		telemetry: { enabled: false },
		logger: { disabled: true },
		database: { db, type: 'postgres', transaction: false },
		trustedOrigins: [origin],
		// Limits are our own: they count calls from pages too, and are shared by all processes.
		rateLimit: { enabled: false },
		user: { modelName: 'person', additionalFields: { needsPasskey: { type: 'boolean', required: false, input: false } } },
		session: {
			modelName: 'session',
			fields: { userId: 'personId' },
			expiresIn: sessionLife,
			updateAge: 24 * 60 * 60,
			freshAge: 60 * 60,
			additionalFields: { means: { type: 'string', required: false, input: false } }
		},
		account: {
			modelName: 'credential',
			fields: { userId: 'personId' },
			accountLinking: { enabled: true, trustedProviders: [] },
			storeStateStrategy: 'database'
		},
		verification: { modelName: 'proof' },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: 12,
			maxPasswordLength: 200,
			password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) }
		},
		advanced: {
			cookiePrefix: 'cinnabar',
			useSecureCookies: origin.startsWith('https:'),
			database: { generateId: 'serial' },
			ipAddress: { disableIpTracking: true }
		},
		databaseHooks: {
			session: { create: { before: async (session, context) => ({ data: { ...session, means: meansOf(context?.path) } }) } }
		},
		plugins: [
			magicLink({
				expiresIn: linkLife,
				storeToken: 'hashed',
				sendMagicLink: async ({ token, metadata }) => {
					const handOver = metadata?.handOver as HandOver | undefined;
					await handOver?.(token);
				}
			}),
			passkey({
				rpID: new URL(origin).hostname,
				rpName: 'Cinnabar',
				origin,
				schema: { passkey: { modelName: 'passkey', fields: { userId: 'personId', credentialID: 'credentialId' } } }
			}),
			...(oidc === undefined
				? []
				: [
						genericOAuth({
							config: [
								{
									providerId: 'provider',
									discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
									clientId: oidc.clientId,
									clientSecret: oidc.clientSecret,
									scopes: ['openid', 'email', 'profile'],
									pkce: true
								}
							]
						})
					])
		]
	});
}
export type Auth = ReturnType<typeof authOf>;

/** How a person signed in, by the address that the session came from. */
function meansOf(path: string | undefined): string {
	if (path?.startsWith('/passkey/')) return 'passkey';
	if (path?.startsWith('/oauth2/') || path?.startsWith('/callback')) return 'provider';
	return path === '/sign-in/email' ? 'password' : 'link';
}

// Argon2id with the parameters that OWASP names first (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane.
const [memory, passes, parallelism, tagLength] = [19_456, 2, 1, 32];
const derive = promisify(argon2);

async function tagOf(password: string, nonce: Buffer): Promise<Buffer> {
	return derive('argon2id', { message: password.normalize('NFKC'), nonce, memory, passes, parallelism, tagLength });
}

/** A password as it is kept: `argon2id$memory$passes$lanes$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await tagOf(password, nonce);
	return ['argon2id', memory, passes, parallelism, nonce.toString('base64'), tag.toString('base64')].join('$');
}

/** Whether the password is the one that was kept. */
export async function verifyPassword(kept: string, password: string): Promise<boolean> {
	const [, , , , salt = '', tag = ''] = kept.split('$');
	const found = await tagOf(password, Buffer.from(salt, 'base64'));
	const known = Buffer.from(tag, 'base64');
	return known.length === found.length && timingSafeEqual(known, found);
}
