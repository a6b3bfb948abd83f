import type { Db } from '#db/connect.server.ts';
import { isOf } from '../actor.ts';
import type { Actor } from '../actor.ts';
import { isStricter } from '../level.ts';
import type { Level } from '../level.ts';
import { may } from '../rights.ts';
import type { DocumentState } from '../rights.ts';
import { stepOrder, steps } from './model.ts';
import { listOfHealth } from './state.server.ts';

type Stored = { id: number; state: DocumentState; level: Level; party: string | null; organisationId: number | null };

/** The level of a passage that is stricter than its document's, or will be once the document is published. */
export function furtherThan({ level }: Pick<Stored, 'level'>, closedTo: Level): Level | undefined {
	return closedTo !== 'public' && (level === 'own' || isStricter(closedTo, level)) ? closedTo : undefined;
}

/** How a document stands to who looks at it: the steps that they may take, and what to know before taking one. */
export async function standingOf(db: Db, actor: Actor, document: Stored) {
	const subject = { ...document, kind: 'document' } as const;
	const ownOffices = actor.offices.filter((office) => isOf(office, document));
	const open = stepOrder
		.filter((step) => steps[step].from.some((state) => state === document.state) && may(actor, step, subject))
		// Who reads a document that is not published yet is said when it is.
		.filter((step) => step !== 'set-level' || document.state === 'published');
	const asksLevel = open.some((step) => step === 'publish' || step === 'set-level');
	return {
		steps: open,
		isOwn: ownOffices.length > 0,
		/** The office by which the document is theirs, where a motion must still confirm that they hold it. */
		notConfirmed: ownOffices.find(({ isProvisional }) => isProvisional)?.id,
		ofHealth: asksLevel ? await listOfHealth(db, document.id) : [],
		closed: actor.offices.length > 0 ? await listClosed(db, document) : []
	};
}

/** The passages that are closed further than their document: those that the reader may read. */
async function listClosed(db: Db, document: Stored): Promise<number[]> {
	const rows = await db
		.selectFrom('passage')
		.where('documentId', '=', document.id)
		.where('closedTo', '<>', 'public')
		.select(['id', 'closedTo'])
		.orderBy('position')
		.execute();
	return rows.filter(({ closedTo }) => furtherThan(document, closedTo)).map(({ id }) => id);
}
