import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '#text/random.ts';
import type { Plan, Seen } from './load-plan.ts';
import { readingSteps, workSteps } from './load-steps.ts';
import type { Answer, Step } from './load-steps.ts';

/** Run as a process of its own, so that what clients do is not done in the server's time. Each has one request under way at most. */
process.once('message', (plan: Plan) => void drive(plan).then((seen) => process.send?.(seen, () => process.exit(0))));

const patience = 60_000;

type Course = { isMeasured: boolean; isOver: boolean };

async function drive(plan: Plan): Promise<Seen> {
	const seen: Seen = { times: {}, answered: 0, errors: {}, load: 0 };
	const course: Course = { isMeasured: false, isOver: false };
	const first = Array.from({ length: plan.clients }, () => Promise.withResolvers<undefined>());
	const clients = first.map(({ resolve }, client) => visit(plan, client, course, seen, () => resolve(undefined)));
	// Until everyone has been answered once, not everyone is at work yet.
	await Promise.all([wait(plan.warmSeconds * 1000), Promise.race([wait(patience / 3), Promise.all(first.map(({ promise }) => promise))])]);
	course.isMeasured = true;
	const before = process.cpuUsage();
	await wait(plan.seconds * 1000);
	course.isMeasured = false;
	course.isOver = true;
	const { user, system } = process.cpuUsage(before);
	seen.load = (user + system) / 1e6 / plan.seconds;
	await Promise.all(clients);
	return seen;
}

async function visit(plan: Plan, client: number, course: Course, seen: Seen, answered: () => void): Promise<void> {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const steps = plan.work === undefined ? readingSteps(plan, seededRandom(plan.seed + client)) : workSteps(plan, client);
	const address = new URL(plan.addresses[client % plan.addresses.length] ?? '');
	let next = steps.next();
	while (next.done !== true && !course.isOver) {
		const [began, counts, { name }] = [performance.now(), course.isMeasured, next.value];
		const answer = await ask(address, agent, plan, client, next.value).catch((problem: NodeJS.ErrnoException) => problem);
		answered();
		if (answer instanceof Error || answer.status >= 400) {
			const error = `${name} ${answer instanceof Error ? (answer.code ?? answer.message) : answer.status}`;
			seen.errors[error] = (seen.errors[error] ?? 0) + 1;
			// Whoever is turned away comes back a little later, as browsers and people do.
			await wait(100);
		} else {
			if (course.isMeasured) seen.answered++;
			if (counts) (seen.times[name] ??= []).push(performance.now() - began);
		}
		next = steps.next(answer instanceof Error ? { status: 0 } : answer);
	}
	agent.destroy();
}

// Each client calls from an address of its own, so that what is counted by address is counted as it would be; only Linux has them all.
const localAddress = (client: number) => (process.platform === 'linux' ? `127.9.${client >> 8}.${client & 255}` : undefined);

function ask(address: URL, agent: Agent, plan: Plan, client: number, step: Step): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request({
			host: '127.0.0.1',
			port: address.port,
			path: step.path,
			method: step.body === undefined ? 'GET' : 'POST',
			agent,
			localAddress: localAddress(client),
			timeout: patience,
			headers: {
				host: new URL(plan.origin).host,
				origin: plan.origin,
				accept: 'text/html',
				'accept-encoding': 'gzip',
				...(step.cookie !== undefined && { cookie: step.cookie }),
				...(step.body !== undefined && { 'content-type': step.type, 'content-length': step.body.length })
			}
		});
		sent.on('timeout', () => sent.destroy(new Error('timeout')));
		sent.on('error', reject);
		sent.on('response', (answer) => {
			answer.on('error', reject);
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: pathOf(answer.headers.location, plan.origin) }));
			answer.resume();
		});
		sent.end(step.body);
	});
}

function pathOf(location: string | undefined, origin: string): string | undefined {
	if (location === undefined) return undefined;
	const { pathname, search } = new URL(location, origin);
	return pathname + search;
}
