import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { config } from '#config';
import { Refusal } from '#domain/refusal.ts';
import type { Place } from '#domain/people/auth.server.ts';

/** Where people sign in, by the settings. Refuses to start on a server's database without a secret. */
export function signInPlace(): Place {
	return { origin: config.origin ?? 'http://localhost:5173', secret: config.secret ?? secretOf(config.folder), oidc: config.oidc };
}

/** The laptop's own secret, made once and kept beside its database, for its owner's eyes only. */
function secretOf(folder: string): string {
	// Several processes must share one, and a file would not be shared.
	if (config.databaseUrl !== undefined) throw new Refusal('cli.no-secret');
	const path = join(folder, 'secret');
	try {
		return readFileSync(path, 'utf8');
	} catch {
		mkdirSync(folder, { recursive: true });
		const secret = randomBytes(32).toString('base64url');
		writeFileSync(path, secret, { mode: 0o600, flag: 'wx' });
		return secret;
	}
}
