import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Db } from '#db/connect.server.ts';
import { asked, useLink } from './asking.ts';
import type { Told } from './work.ts';
import { mustBeDone } from './whole.ts';

/** Everyone who was told that they are signed in still is, from the given one on. Returns how many there are. */
export async function mustBeSignedIn(port: number, told: Told, from: number): Promise<number> {
	const signIns = told.signIns.slice(from);
	for (const { email, session, token } of signIns) {
		const { status, text } = await answered(port, session);
		expect([status, text.includes(email)], `${email} is still signed in`).toEqual([200, true]);
		if (Number(/\d+/.exec(email)?.[0]) % 5 !== 0) continue;
		// From a machine of its own, so that no limit stands before the link.
		expect((await useLink(port, token, machine())).session, 'no link works twice').toBe('');
	}
	return from + signIns.length;
}

/** The account page; a page that says that the database is away asks to come back, and is taken at its word. */
async function answered(port: number, session: string) {
	for (let attempt = 0; ; attempt++) {
		const answer = await asked(port, '/en/account', { session });
		if (answer.status !== 503 || attempt === 20) return answer;
		await wait(500);
	}
}

let machines = 0;
const machine = () => `127.251.${Math.floor(++machines / 200)}.${1 + (machines % 200)}`;

/** Links whose use had no answer: each is used again. Returns how many were spent although nobody was told that they had signed in. */
export async function retried(port: number, told: Told): Promise<{ unsure: number; spent: number }> {
	let spent = 0;
	for (const { token } of told.unsure) if ((await useLink(port, token, machine())).session === '') spent++;
	return { unsure: told.unsure.length, spent };
}

/** Waits as long as jobs go on; one whose process was killed is taken again when its lease is over. */
export async function untilDone(db: Db, told: Told): Promise<void> {
	const open = () => db.selectFrom('job').select('id').where('state', 'in', ['waiting', 'running']).execute();
	let [left, since] = [Infinity, performance.now()];
	while (left > 0 && performance.now() - since < 90_000) {
		const { length } = await open();
		if (length < left) [left, since] = [length, performance.now()];
		await wait(500);
	}
	await mustBeDone(db, told);
}

/** Waits until the measures of the application, which alone has its embedded database, tell of no job. */
export async function untilQuiet(port: number): Promise<void> {
	for (let attempt = 0; attempt < 240; attempt++) {
		const { text } = await asked(port, '/metrics');
		const open = [...text.matchAll(/^cinnabar_jobs\{state="\w+"\} (\d+)$/gm)].map(([, count]) => Number(count));
		if (open.length > 0 && open.every((count) => count === 0)) return;
		await wait(500);
	}
}
