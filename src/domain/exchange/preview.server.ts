import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import type { Actor } from '../actor.ts';
import type { Choices, Left, Plan } from './plan.server.ts';
import { planProject } from './plan.server.ts';
import { listChoosable } from './read.server.ts';
import { findSent } from './sent.server.ts';

/** How many of what is left out are listed one by one. */
const mostListed = 100;

/** What a project that was sent would do, or what it has done. */
export async function previewSent(db: Db, actor: Actor, jobId: number, choices: Choices, language: Language) {
	const { name, bytes, imported } = await findSent(db, actor, jobId);
	if (bytes === undefined) return { name, imported, preview: undefined, concepts: [] };
	const plan = await planProject(db, actor, bytes, choices);
	return { name, imported, preview: shown(plan), concepts: await listChoosable(db, language) };
}

/** What of a plan is worth seeing before it is carried out. */
export function shown({ open, texts, missing, codes, left, counts, repaired, isOwn }: Plan) {
	const { name, origin, users, passedOver } = open.project;
	return {
		...{ name, origin, users: users.length, passedOver: Object.entries(passedOver).map(([kind, count]) => `${kind} (${count})`) },
		texts: texts.map(({ name: title, fate, bodies, pieces }) => ({
			title,
			documentId: 'documentId' in fate ? fate.documentId : undefined,
			passages: bodies.length,
			pieces: pieces.length
		})),
		...{ missing, codes, counts, repaired, isOwn },
		left: left.slice(0, mostListed).map((one): Left => ({ ...one, quote: one.quote.slice(0, 200).toWellFormed() })),
		leftMore: Math.max(0, left.length - mostListed)
	};
}
