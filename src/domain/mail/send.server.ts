import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Transporter } from 'nodemailer';
import { config } from '#config';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Mail as MailTable } from '#db/tables.ts';
import { pauseAfter } from './model.ts';

type Row = Selectable<MailTable>;
type Report = (problem: unknown) => void;
export type Transport = Pick<Transporter, 'sendMail'>;

/** A mail that was taken and not heard of for so long has lost its process, and is sent by another. */
const leaseMinutes = 5;

/** Sends the mail that waits, one by one, until none is left or the signal stops it. Returns how many the server took. */
export async function sendMail(db: Db, transport: Transport, report: Report, signal?: AbortSignal): Promise<number> {
	let sent = 0;
	while (signal?.aborted !== true) {
		const mail = await takeMail(db);
		if (mail === undefined) break;
		if (await deliver(db, transport, mail, report)) sent++;
	}
	return sent;
}

/** Takes the mail that has waited longest. No two processes take the same. */
function takeMail(db: Db): Promise<Row | undefined> {
	return together(db, async (tx) => {
		const mail = await tx
			.selectFrom('mail')
			.selectAll()
			.where('state', '=', 'waiting')
			.where('nextTryAt', '<=', sql<Date>`now()`)
			.orderBy('nextTryAt')
			.orderBy('id')
			.limit(1)
			.forUpdate()
			.skipLocked()
			.executeTakeFirst();
		if (mail !== undefined)
			await tx
				.updateTable('mail')
				.set({ nextTryAt: sql<Date>`now() + make_interval(mins => ${leaseMinutes})` })
				.where('id', '=', mail.id)
				.execute();
		return mail;
	});
}

/** No transaction is open meanwhile: a slow mail server would hold up everyone who shares the one connection of the embedded database. */
async function deliver(db: Db, transport: Transport, mail: Row, report: Report): Promise<boolean> {
	try {
		await transport.sendMail(letter(mail));
	} catch (problem) {
		report(new Error(`mail ${mail.id} was not taken: ${reason(problem)}`));
		await putOff(db, mail, problem);
		return false;
	}
	await db
		.updateTable('mail')
		.set({ state: 'sent', tries: mail.tries + 1, sentAt: sql<Date>`now()`, problem: null })
		.where('id', '=', mail.id)
		.execute();
	return true;
}

function letter({ id, recipient, language, subject, body, askedAt }: Row) {
	return {
		from: config.mailFrom,
		to: { name: '', address: recipient },
		subject,
		text: body,
		// The same at each try, so that mail programs know a second copy for what it is.
		messageId: `<${id}.${askedAt.getTime()}@${/@([\w.-]+)/.exec(config.mailFrom)?.[1] ?? 'localhost'}>`,
		headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
	};
}

async function putOff(db: Db, { id, tries }: Row, problem: unknown): Promise<void> {
	const pause = pauseAfter(tries + 1);
	await db
		.updateTable('mail')
		.set({
			tries: tries + 1,
			state: pause === undefined ? 'failed' : 'waiting',
			nextTryAt: sql<Date>`now() + make_interval(mins => ${pause ?? 0})`,
			problem: String(problem instanceof Error ? problem.message : problem)
				.replace(/\p{Cc}+/gu, ' ')
				.slice(0, 500)
		})
		.where('id', '=', id)
		.execute();
}

/** Why, without the words of the server: they often repeat the address, which no log should hold. */
function reason(problem: unknown): string {
	const { code, responseCode } = (problem ?? {}) as { code?: unknown; responseCode?: unknown };
	return [code, responseCode].filter((one) => typeof one === 'string' || typeof one === 'number').join(' ') || 'unknown';
}
