import { createTransport } from 'nodemailer';
import { config } from '#config';
import type { Db } from '#db/connect.server.ts';
import { untilCalled } from './call.server.ts';
import { sendMail } from './send.server.ts';
import { forgetMail } from './write.server.ts';

export { callPost } from './call.server.ts';

const hour = 3_600_000;
/** Far below the time after which a mail that was taken counts as lost. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

export type PostOffice = {
	signal: AbortSignal;
	report: (problem: unknown) => void;
	url?: string | undefined;
	/** Milliseconds between looks for mail that nobody called attention to. */
	pause?: number;
};

/** Hands mail over to the mail server as it comes, until the signal stops it. Without a server, mail waits. */
export async function startMail(db: Db, { signal, report, url = config.smtpUrl, pause = 2000 }: PostOffice): Promise<void> {
	let forgotten = -Infinity;
	const forget = async () => {
		if (performance.now() < forgotten + hour) return;
		forgotten = performance.now();
		await forgetMail(db).catch(report);
	};
	await forget();
	if (!url) return;
	const transport = createTransport({ url, ...patience, requireTLS: isElsewhere(url), disableFileAccess: true, disableUrlAccess: true });
	while (!signal.aborted) {
		await sendMail(db, transport, report, signal).catch(report);
		await forget();
		await untilCalled(pause, signal);
	}
	transport.close();
}

/** Whether mail leaves this machine and its own network, on which names have no dot: links to sign in then travel sealed or not at all. */
export function isElsewhere(url: string): boolean {
	const host = new URL(url).hostname;
	return !/^(127\.[\d.]+|\[::1\]|[^.:]+)$/.test(host);
}
