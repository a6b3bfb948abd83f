import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { doAtBench } from '#domain/coding/bench-act.server.ts';
import type { Done } from '#domain/coding/bench-act.ts';
import { findOwnTask } from '#domain/coding/own-task.server.ts';
import { mustBeSeen } from '#domain/documents/passage.server.ts';
import { say } from '#i18n/messages.ts';
import { orFail } from '../refused.server.ts';
import { queryAfter, undoIn } from './address.ts';
import { actOf, sentBy } from './sent.server.ts';
import type { Sent } from './sent.server.ts';

type Asked = Pick<RequestEvent, 'locals' | 'request' | 'url'>;

/** Does what was sent to the bench: in the common queue, or within the sender's own task of a coding project. */
async function done({ db, store, actor }: App.Locals, sent: Sent, projectId?: number): Promise<Done> {
	const act = actOf(sent);
	const passageId = Number(sent['passageId']);
	await mustBeSeen(db, passageId);
	const task = projectId === undefined ? undefined : { id: (await findOwnTask(db, actor, projectId, passageId)).id, projectId };
	return doAtBench(store, actor, { passageId, task }, act);
}

/** What leads on to the next passage; anything else leads back to the same. */
const isOnwards = (verb: string | undefined) => verb === 'finish' || verb === 'skip';

/** A form of the bench, without script: it leads on, with what can be taken back in the address; refused, it comes back as it was sent. */
export async function actByForm({ locals, request, url }: Asked, projectId?: number) {
	const sent = await sentBy(request);
	const answer = await orFail(done(locals, sent, projectId));
	if (!('done' in answer)) return fail(answer.status, { ...answer.data, sent });
	const before = undoIn(url.searchParams);
	const isUndo = sent['verb'] === 'undo';
	const passageId = Number(sent['passageId']);
	const mark = (token: string) => `${passageId}${sent['byChance'] === 'yes' ? '!' : ''}:${token}`;
	const undo = isUndo ? before.slice(1) : [...(answer.done.undo.length === 0 ? [] : [mark(answer.done.undo.join('_'))]), ...before];
	const onwards = isOnwards(sent['verb']);
	const here = onwards ? {} : { passageId, byChance: sent['byChance'] === 'yes' };
	redirect(303, `${url.pathname}${queryAfter(url.searchParams, { ...here, undo, done: sent['verb'] ?? '' })}#bench`);
}

/** The same for script: what came of it, or in the reader's language why not. */
export async function actByScript({ locals, request }: Asked, projectId?: number): Promise<Response> {
	const { actor, language } = locals;
	const answer = await orFail(
		sentBy(request).then((sent) => {
			// What one person left unsent is not sent in the name of another.
			const isOwn = actor.personId !== null && (sent['me'] ?? actor.key) === actor.key;
			return isOwn ? done(locals, sent, projectId) : undefined;
		})
	);
	if ('done' in answer && answer.done !== undefined) return Response.json(answer.done);
	// Whoever is no longer signed in has not lost what they sent: the script keeps it and asks them to sign in.
	if ('done' in answer) return Response.json({ message: say(language, 'bench.sign-in-again') }, { status: 401 });
	const { code, slots } = answer.data.refusal;
	const status = code === 'refused.not-found' ? 404 : answer.status;
	return Response.json({ code, message: say(language, code, slots) }, { status });
}
