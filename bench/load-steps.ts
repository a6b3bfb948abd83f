import type { Plan } from './load-plan.ts';

/** One request, and what is heard of its answer. */
export type Step = { name: string; path: string; cookie?: string; type?: string; body?: Buffer };
export type Answer = { status: number; location?: string | undefined };
export type Steps = Generator<Step, void, Answer>;

/** Reads pages at random, without end. */
export function* readingSteps({ pages }: Plan, random: () => number): Steps {
	for (;;) {
		const page = pages[Math.floor(random() * pages.length)];
		if (page === undefined) return;
		yield page;
	}
}

/**
 * Works as another person each time round, without end: looks at the account, settles a proposal and is led back to its passage, and
 * twice as seldom sends a small file and is led to what becomes of it.
 */
export function* workSteps({ work, clients }: Plan, client: number): Steps {
	if (work === undefined) return;
	for (let round = 0; ; round++) {
		const turn = client + round * clients;
		const cookie = work.cookies[turn % work.cookies.length] ?? '';
		yield { name: 'account', path: '/en/account', cookie };
		const proposal = work.proposals[turn];
		if (proposal === undefined) return;
		const path = `/en/documents/${proposal.documentId}/passages/${proposal.passageId}`;
		const settle = `${turn % 3 === 0 ? 'refused' : 'accepted'} ${proposal.evidenceId}`;
		const form = Buffer.from(new URLSearchParams({ settle }).toString());
		yield* led({ name: 'review', path: `${path}?/review`, cookie, type: 'application/x-www-form-urlencoded', body: form }, 'passage');
		if (turn % 2 === 0)
			yield* led({ name: 'upload', path: '/en/documents/upload', cookie, ...textFile(work.party, proposal.evidenceId) }, 'uploaded');
	}
}

/** A request and the page that its answer leads to. */
function* led(step: Step, name: string): Generator<Step, void, Answer> {
	const { location } = yield step;
	if (location !== undefined) yield { name, path: location, ...(step.cookie !== undefined && { cookie: step.cookie }) };
}

const boundary = 'cinnabar-bench';

/** A form with a text file of three paragraphs of its own. */
function textFile(party: string, mark: number): { type: string; body: Buffer } {
	const paragraph = (part: number) =>
		`Note ${mark}, part ${part}. The Party lacks laboratories and trained staff to measure mercury in air, and asks for technical assistance. Its national plan for small-scale gold mining was adopted in 2024.`;
	const fields = Object.entries({ party, kind: 'other', cycle: '2025-full', language: 'en' }).map(
		([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
	);
	const file = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="note-${mark}.txt"\r\nContent-Type: text/plain\r\n\r\n${[1, 2, 3].map(paragraph).join('\n\n')}\r\n--${boundary}--\r\n`;
	return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.from(fields.join('') + file) };
}
