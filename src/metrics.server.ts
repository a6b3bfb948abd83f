import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '#db/connect.server.ts';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
	name: 'cinnabar_request_seconds',
	help: 'How long requests took, by route, method and class of status',
	labelNames: ['route', 'method', 'status'] as const,
	buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
	registers: [registry]
});
const jobs = new Gauge({ name: 'cinnabar_jobs', help: 'Jobs that wait or run', labelNames: ['state'] as const, registers: [registry] });

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Remembers one request. The route is its pattern, never the address: addresses hold numbers and secrets, and have no end. */
export function measured(routeId: string | null, method: string, status: number, seconds: number): void {
	const labels = { route: routeId ?? 'none', method: methods.includes(method) ? method : 'other', status: `${Math.floor(status / 100)}xx` };
	requests.observe(labels, seconds);
}

/** All measures of this process, in the text format of Prometheus. */
export async function measures(db: Db): Promise<{ type: string; text: string }> {
	const states = ['waiting', 'running'] as const;
	const counted = await db
		.selectFrom('job')
		.where('state', 'in', states)
		.groupBy('state')
		.select(({ fn }) => ['state', fn.countAll<number>().as('count')])
		.execute();
	for (const state of states) jobs.set({ state }, counted.find((one) => one.state === state)?.count ?? 0);
	return { type: registry.contentType, text: await registry.metrics() };
}

/** Whether a request may see the measures: made on this machine and not passed on for someone elsewhere, or with the token. */
export function mayMeasure(address: string, headers: Headers, token = process.env.METRICS_TOKEN): boolean {
	const isPassedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => headers.has(name));
	if (/^(::ffff:)?127\.|^::1$/.test(address) && !isPassedOn) return true;
	const sent = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
	return token !== undefined && token !== '' && sent !== undefined && timingSafeEqual(digest(sent), digest(token));
}

/** Of one length whatever was sent, as the comparison wants. */
function digest(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}
