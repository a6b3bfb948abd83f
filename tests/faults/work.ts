import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { asked, useLink } from './asking.ts';
import type { Answer } from './asking.ts';

/** What people were told is done, and what they tried without hearing how it ended. */
export type Told = {
	signIns: { email: string; token: string; session: string }[];
	/** Links that were sent off to be used, with no answer. */
	unsure: { email: string; token: string }[];
	uploads: { job: number; sha256: string }[];
	reviews: { evidence: number; verdict: string }[];
	/** Answers that a database which is away is the reason for. */
	away: number;
	/** Answers that nothing explains. */
	wrong: string[];
};

export function nothingTold(): Told {
	return { signIns: [], unsure: [], uploads: [], reviews: [], away: 0, wrong: [] };
}

/** How much people were told. */
export function amount({ signIns, uploads, reviews }: Told): number {
	return signIns.length + uploads.length + reviews.length;
}

/** A moment at random in the midst of work: after up to five things more were said to be done, and a part of a second. */
export async function someMoment(told: Told, random: () => number): Promise<void> {
	const wanted = amount(told) + Math.floor(random() * 6);
	// Where nothing is done for long, that too is a moment.
	for (let pauses = 0; amount(told) < wanted && pauses < 400; pauses++) await wait(25);
	await wait(random() * 400);
}

type Workplace = { port: number; operator: string; told: Told; signal: AbortSignal; random: () => number };

/** People sign in, upload and review, each as fast as answers come, until the signal; an answer that does not come is tried again in another way. */
export async function work(place: Workplace): Promise<void> {
	await Promise.all([repeat(place, signIn, 200), repeat(place, upload, 600), repeat(place, review, 200)]);
}

type Step = (place: Workplace, at: number) => Promise<void>;

async function repeat(place: Workplace, step: Step, pause: number): Promise<void> {
	for (let at = 0; !place.signal.aborted; at++) {
		// The application or its connection was gone: that is what this is about.
		await step(place, at).catch(() => wait(50));
		await wait(pause * 2 * place.random());
	}
}

/** The answer if it says what is done; undefined where the database was away. Anything else is remembered as wrong. */
function done({ told }: Workplace, what: string, answer: Answer): Answer | undefined {
	if (answer.status === 303) return answer;
	if (answer.status === 503) told.away++;
	else
		told.wrong.push(`${what}: ${answer.status} ${/<main[^]*?<\/main>/.exec(answer.text)?.[0].replace(/<[^>]*>|\s+/g, ' ') ?? answer.text}`);
	return undefined;
}

async function signIn(place: Workplace, at: number): Promise<void> {
	const { port, told, random } = place;
	const from = `127.${1 + Math.floor(random() * 250)}.${Math.floor(random() * 250)}.${1 + Math.floor(random() * 250)}`;
	const email = `person-${at}-${Math.floor(random() * 1e9)}@example.org`;
	const asking = await asked(port, '/en/sign-in?/link', { form: new URLSearchParams({ email }), from });
	if (done(place, 'link', asking) === undefined) return;
	const token = await tokenFor(place, email);
	if (token === undefined) return;
	const unsure = { email, token };
	told.unsure.push(unsure);
	const used = done(place, 'sign-in', await useLink(port, token, from));
	if (used === undefined) return;
	told.unsure.splice(told.unsure.indexOf(unsure), 1);
	told.signIns.push({ email, token, session: used.session });
}

/** The secret in the mail that was acknowledged, on the page that stands in for a mailbox. */
async function tokenFor({ port, told, signal }: Workplace, email: string): Promise<string | undefined> {
	while (!signal.aborted) {
		const page = await asked(port, '/en/mail').catch(() => undefined);
		if (page?.status === 200) {
			const article = page.text.split('<article').find((one) => one.includes(email));
			const token = /token=([A-Za-z]{32})/.exec(article ?? '')?.[1];
			if (token === undefined) told.wrong.push(`the mail to ${email} is not there`);
			return token;
		}
		await wait(100);
	}
	return undefined;
}

/** A report with words of its own and some things to propose. */
export function report(name: string): Buffer {
	const lines = Array.from(
		{ length: 8 },
		(_, line) => `${line + 1}. Report ${name} states a lack of trained staff and funds in district ${line}.`
	);
	return Buffer.from(lines.join('\n\n'));
}

async function upload(place: Workplace, at: number): Promise<void> {
	const { port, operator, told, random } = place;
	const form = new FormData();
	const hashes: string[] = [];
	for (let file = 0; file < 1 + (at % 3); file++) {
		const bytes = report(`${at}-${file}-${Math.floor(random() * 1e9)}`);
		hashes.push(createHash('sha256').update(bytes).digest('hex'));
		form.append('files', new File([new Uint8Array(bytes)], `report-${at}-${file}.txt`));
	}
	const answer = done(place, 'upload', await asked(port, '/en/documents/upload', { form, session: operator }));
	const job = Number(/\/upload\/(\d+)$/.exec(answer?.location ?? '')?.[1]);
	if (answer !== undefined) told.uploads.push(...hashes.map((sha256) => ({ job, sha256 })));
}

const proposals: number[] = [];
const seen = new Set<number>();

async function review(place: Workplace): Promise<void> {
	const { port, operator, told, random } = place;
	if (proposals.length === 0) await findProposals(place);
	const evidence = proposals.pop();
	if (evidence === undefined) return;
	const verdict = random() < 0.5 ? 'accepted' : 'refused';
	const answer = await asked(port, '/en/documents/1?/review', {
		form: new URLSearchParams({ settle: `${verdict} ${evidence}` }),
		session: operator
	});
	if (done(place, 'review', answer) !== undefined) told.reviews.push({ evidence, verdict });
}

async function findProposals({ port, operator }: Workplace): Promise<void> {
	const list = await asked(port, '/en/documents', { session: operator });
	const documents = [...list.text.matchAll(/href="(\/en\/documents\/(\d+))"/g)].map(([, path, id]) => ({
		path: path ?? '',
		id: Number(id)
	}));
	for (const { path, id } of documents.slice(0, 5)) {
		if (seen.has(id)) continue;
		const { status, text } = await asked(port, path, { session: operator });
		const found = [...text.matchAll(/value="accepted (\d+)"/g)].map(([, one]) => Number(one));
		if (status === 200) seen.add(id);
		proposals.push(...found);
	}
}
