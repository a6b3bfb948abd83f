import type { Db } from '#db/connect.server.ts';
import { secretariatOffices } from '#domain/actor.ts';
import type { OfficeKind } from '#domain/actor.ts';
import { mayRead } from './documents.ts';
import type { Leveled } from './documents.ts';
import { isOwn } from './roles.ts';
import type { Owner, Role } from './roles.ts';

export type Fields = Record<string, string | File>;

/** What one role sends, about a record made for this alone. Whoever may not read the record finds none. */
export type Sent = { values?: Record<string, string>; query?: string; fields: Fields; record?: Leveled };

/** One thing that a form does: to whose record, who may, and the answers of those who may and may not. */
export type Form = {
	what: string;
	of: Owner;
	may: readonly (OfficeKind | 'unconfirmed')[] | 'everyone' | 'whoever signed in' | ((role: Role) => boolean);
	make: (db: Db, role: Role) => Promise<Sent> | Sent;
	/** The answer where it is let in: 303 unless it says otherwise. */
	done?: number | ((role: Role) => number);
	refused?: number;
	/** After what the others did, since it ends what the role has. */
	isLast?: true;
	/** Nothing is changed by it, even where it is let in. */
	changes?: false;
	/** Roles for whom it makes no sense. */
	except?: (role: Role) => boolean;
};

/** Whether one of the offices of the role is among those that may: a Party's or partner's for its own records, the secretariat's for all. */
export function isLet(role: Role, { may, of }: Form): boolean {
	if (typeof may === 'function') return may(role);
	if (may === 'everyone') return true;
	if (may === 'whoever signed in') return role.cookie !== undefined;
	if (role.isProvisional && !may.includes('unconfirmed')) return false;
	return role.offices.some((kind) => may.includes(kind) && (secretariatOffices.some((one) => one === kind) || isOwn(role, of)));
}

/** The status with which a role is answered. */
export function statusFor(role: Role, form: Form, { record }: Sent): number {
	const { done = 303 } = form;
	if (isLet(role, form)) return typeof done === 'number' ? done : done(role);
	if (form.refused !== undefined) return form.refused;
	return record === undefined || mayRead(role, record) ? 403 : 404;
}
