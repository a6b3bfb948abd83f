import type { Db } from '#db/connect.server.ts';
import { visitor } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { actorOf } from './actor.server.ts';
import type { Auth } from './auth.server.ts';

/** A person on one device. Weak: signed in by less than what the person asked for, and so without rights. */
export type SignedIn = {
	personId: number;
	sessionId: number;
	name: string;
	email: string;
	means: string;
	since: Date;
	isWeak: boolean;
};

const freshFor = 60 * 60_000;
const seenEvery = 60 * 60_000;

/** Who sends a request, by its cookies; and as whom they may act. */
export async function findSignedIn(db: Db, auth: Auth, headers: Headers): Promise<{ actor: Actor; signedIn: SignedIn | undefined }> {
	if (!headers.get('cookie')?.includes('cinnabar.session_token')) return { actor: visitor, signedIn: undefined };
	const found = await auth.api.getSession({ headers });
	if (found === null) return { actor: visitor, signedIn: undefined };
	const { user, session } = found as unknown as {
		user: { id: string; name: string; email: string; needsPasskey?: boolean | null };
		session: { id: string; means?: string | null; createdAt: Date };
	};
	const means = session.means ?? 'link';
	const isWeak = user.needsPasskey === true && means !== 'passkey' && means !== 'provider';
	const personId = Number(user.id);
	const actor = await actorOf(db, personId);
	await seen(db, personId);
	return {
		actor: isWeak ? { ...actor, offices: [] } : actor,
		signedIn: {
			personId,
			sessionId: Number(session.id),
			name: user.name,
			email: user.email,
			means,
			since: new Date(session.createdAt),
			isWeak
		}
	};
}

/** Refuses a step that must not be taken by whoever finds a device left open: it needs a signing-in of the last hour. */
export function mustBeFresh(signedIn: SignedIn | undefined): asserts signedIn is SignedIn {
	if (signedIn === undefined) throw new Refusal('refused.not-allowed');
	if (Date.now() - signedIn.since.getTime() > freshFor) throw new Refusal('account.sign-in-again');
}

const lastSeen = new Map<number, number>();

/** A person was here: written down at most once an hour, for the alarm about offices whose holder is silent. */
async function seen(db: Db, personId: number): Promise<void> {
	if (Date.now() - (lastSeen.get(personId) ?? 0) < seenEvery) return;
	lastSeen.set(personId, Date.now());
	await db.updateTable('person').set({ seenAt: new Date() }).where('id', '=', personId).execute();
}
