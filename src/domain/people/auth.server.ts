import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { genericOAuth, magicLink } from 'better-auth/plugins';
import type { Db } from '#db/connect.server.ts';
import { dateLink, isLinkYoung } from './link-age.server.ts';
import { longestPassword, shortestPassword } from './password.ts';

/** Where the site is, what it is sealed with, and the provider people may sign in with, if there is one. */
export type Place = {
	origin: string;
	secret: string;
	oidc?: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
};

/** Given the secret of a link, hands it over: by mail, or in the terminal. */
export type HandOver = (token: string) => Promise<void> | void;

/** So long a link can be used, in seconds. */
export const linkLife = 10 * 60;
const clockSlack = 24 * 60 * 60;
/** So long a person stays signed in at most, in seconds; `session.server.ts` ends a session that nobody uses much sooner. */
export const sessionLife = 30 * 24 * 60 * 60;

/** better-auth over our tables. It keeps only hashes of links; a link is taken once, in one statement, however many use it at once. */
export function authOf(db: Db, { origin, secret, oidc }: Place) {
	const isSealed = origin.startsWith('https:');
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
			// The end is set when it begins: no use of it moves that.
			disableSessionRefresh: true,
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
			minPasswordLength: shortestPassword,
			maxPasswordLength: longestPassword,
			password: { hash: (password) => hashPassword(password), verify: ({ hash, password }) => verifyPassword(hash, password) }
		},
		advanced: {
			// Browsers take a cookie with this prefix only from this very host, over https, for all of it.
			cookiePrefix: isSealed ? '__Host-cinnabar' : 'cinnabar',
			useSecureCookies: false,
			defaultCookieAttributes: { secure: isSealed },
			// Said although it is the rule, for an environment that says it is a test would switch them off.
			disableOriginCheck: false,
			disableCSRFCheck: false,
			database: { generateId: 'serial' },
			ipAddress: { disableIpTracking: true }
		},
		hooks: {
			before: createAuthMiddleware(async ({ path, query }) => {
				const token: unknown = (query as { token?: unknown } | undefined)?.token;
				if (path === '/magic-link/verify' && !(await isLinkYoung(db, String(token), linkLife))) throw new APIError('UNAUTHORIZED');
			})
		},
		databaseHooks: {
			session: {
				create: {
					before: async (session, context) => ({ data: { ...session, means: meansOf(context?.path) } }),
					// Who signs in anew on a device leaves no older session of that device behind.
					after: async (_session, context) => {
						const { authCookies, secret: seal, internalAdapter } = context?.context ?? {};
						const before = authCookies && seal && (await context?.getSignedCookie(authCookies.sessionToken.name, seal));
						if (before) await internalAdapter?.deleteSession(before);
					}
				}
			},
			account: {
				create: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
				update: { before: async (account) => ({ data: { ...account, ...noTokens } }) }
			}
		},
		plugins: [
			magicLink({
				// How old a link is, the database tells; this is for the clock of this machine, which may be hours from it.
				expiresIn: linkLife + clockSlack,
				storeToken: 'hashed',
				sendMagicLink: async ({ token, metadata }) => {
					await dateLink(db, token);
					const handOver = metadata?.handOver as HandOver | undefined;
					await handOver?.(token);
				}
			}),
			passkey({
				rpID: new URL(origin).hostname,
				rpName: 'Cinnabar',
				origin,
				// The device alone is not enough: its owner's finger, face or PIN is asked for each time.
				authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
				registration: { afterVerification: ({ verification }) => mustBeVerified(verification.registrationInfo?.userVerified) },
				authentication: { afterVerification: ({ verification }) => mustBeVerified(verification.authenticationInfo.userVerified) },
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
									pkce: true,
									// Said to be none, so that its description is not fetched from wherever it leads to.
									discoveryHeaders: {},
									requireIdTokenVerification: true,
									accountSubject: ({ tokens }) => subjectOf(tokens.idToken, oidc.issuer)
								}
							]
						})
					])
		]
	});
}
export type Auth = ReturnType<typeof authOf>;

/** We ask a provider who someone is and nothing else, so that nothing is kept that could be asked with. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null };

async function mustBeVerified(isVerified: boolean | undefined): Promise<void> {
	if (isVerified !== true) throw new APIError('UNAUTHORIZED');
}

/**
 * Whom the provider names in its token, whose signature, audience and time have been verified by then. The issuer must be the one of the
 * settings to the letter: what the provider tells of itself at its address is not believed.
 */
function subjectOf(idToken: string | undefined, issuer: string): string {
	const claims = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString()) as { iss?: unknown; sub?: unknown };
	if (claims.iss !== issuer || typeof claims.sub !== 'string') throw new APIError('UNAUTHORIZED');
	return claims.sub;
}

/** How a person signed in, by the address that the session came from. */
function meansOf(path: string | undefined): string {
	if (path?.startsWith('/passkey/')) return 'passkey';
	if (path?.startsWith('/oauth2/') || path?.startsWith('/callback')) return 'provider';
	return path === '/sign-in/email' ? 'password' : 'link';
}

// Argon2id with the parameters that OWASP names first (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane.
const today = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;
const derive = promisify(argon2);

async function tagOf(password: string, nonce: Buffer, cost: typeof today): Promise<Buffer> {
	return derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost, tagLength });
}

/** A password as it is kept: `argon2id$memory$passes$lanes$salt$tag`. */
export async function hashPassword(password: string, cost = today): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await tagOf(password, nonce, cost);
	return ['argon2id', cost.memory, cost.passes, cost.parallelism, nonce.toString('base64'), tag.toString('base64')].join('$');
}

/** Whether the password is the one that was kept, at whatever cost it was kept then. */
export async function verifyPassword(kept: string, password: string): Promise<boolean> {
	const [, memory, passes, parallelism, salt = '', tag = ''] = kept.split('$');
	const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
	const found = await tagOf(password, Buffer.from(salt, 'base64'), cost);
	const known = Buffer.from(tag, 'base64');
	return known.length === found.length && timingSafeEqual(known, found);
}
