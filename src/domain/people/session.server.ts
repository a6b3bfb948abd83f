import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
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

/** Of which ways to sign in the operator asks or takes more than each person for themselves. */
export type Strength = {
	/** Who holds an office has its rights only by a passkey. */
	officesNeedPasskey?: boolean;
	/** The provider asks everyone for two factors, and so stands for a passkey. Where nothing is said, it is taken for one factor. */
	providerIsStrong?: boolean;
};

const hour = 60 * 60_000;
const freshFor = hour;
const seenEvery = hour;
/** A session that nobody has used for so long is over, in milliseconds. */
export const idleLife = 7 * 24 * hour;

/** Who sends a request, by its cookies; and as whom they may act. */
export async function findSignedIn(
	db: Db,
	auth: Auth,
	headers: Headers,
	language?: Language,
	{ officesNeedPasskey = false, providerIsStrong = false }: Strength = {}
): Promise<{ actor: Actor; signedIn: SignedIn | undefined }> {
	if (!headers.get('cookie')?.includes('cinnabar.session_token')) return { actor: visitor, signedIn: undefined };
	const found = await auth.api.getSession({ headers });
	if (found === null) return { actor: visitor, signedIn: undefined };
	const { user, session } = found as unknown as {
		user: { id: string; name: string; email: string; needsPasskey?: boolean | null };
		session: { id: string; means?: string | null; createdAt: Date; updatedAt: Date };
	};
	if (!(await isInUse(db, Number(session.id), new Date(session.updatedAt)))) return { actor: visitor, signedIn: undefined };
	const means = session.means ?? 'link';
	const personId = Number(user.id);
	const actor = await actorOf(db, personId);
	const isStrong = means === 'passkey' || (means === 'provider' && providerIsStrong);
	const isWeak = !isStrong && (user.needsPasskey === true || (officesNeedPasskey && actor.offices.length > 0));
	await seen(db, personId, language);
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

/** Ends a session that lay idle, and otherwise writes down at most once an hour that it is used. */
async function isInUse(db: Db, id: number, usedAt: Date): Promise<boolean> {
	const idle = Date.now() - usedAt.getTime();
	if (idle > idleLife) await db.deleteFrom('session').where('id', '=', id).execute();
	else if (idle > seenEvery) await db.updateTable('session').set({ updatedAt: new Date() }).where('id', '=', id).execute();
	return idle <= idleLife;
}

/** Refuses a step that must not be taken by whoever finds a device left open: it needs a signing-in of the last hour. */
export function mustBeFresh(signedIn: SignedIn | undefined): asserts signedIn is SignedIn {
	if (signedIn === undefined) throw new Refusal('refused.not-allowed');
	const age = Date.now() - signedIn.since.getTime();
	// One that begins in the future was begun by a clock that has been set back since, and may be of any age.
	if (age > freshFor || age < -freshFor) throw new Refusal('account.sign-in-again');
}

const lastSeen = new Map<number, number>();

/** A person was here, and read in this language: written down at most once an hour, for the alarm about offices whose holder is silent. */
async function seen(db: Db, personId: number, language: Language | undefined): Promise<void> {
	if (Date.now() - (lastSeen.get(personId) ?? 0) < seenEvery) return;
	lastSeen.set(personId, Date.now());
	await db
		.updateTable('person')
		.set({ seenAt: new Date(), ...(language && { language }) })
		.where('id', '=', personId)
		.execute();
}
