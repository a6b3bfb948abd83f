import { Session } from 'node:inspector/promises';
import { connect } from '#db/connect.server.ts';
import { askFigures } from '#domain/studies/figures.server.ts';
const db = await connect({ folder: '/tmp/studybig' });
const log = db.getExecutor() as any;
const orig = log.executeQuery.bind(log);
const f = { basis: 'proposed', samples: false } as const;
// log each query
const { Kysely } = await import('kysely');
const s = new Session();
s.connect();
await s.post('Profiler.enable');
await s.post('Profiler.start');
await askFigures(db, f);
const { profile } = (await s.post('Profiler.stop')) as any;
const self = new Map<string, number>();
const dt = profile.timeDeltas;
const byId = new Map(profile.nodes.map((n: any) => [n.id, n]));
profile.samples.forEach((id: number, i: number) => {
	const n: any = byId.get(id);
	const k = `${n.callFrame.functionName} ${n.callFrame.url.split('/').slice(-2).join('/')}:${n.callFrame.lineNumber}`;
	self.set(k, (self.get(k) ?? 0) + dt[i] / 1000);
});
console.log(
	[...self]
		.sort((a, b) => b[1] - a[1])
		.slice(0, 15)
		.map(([k, v]) => `${Math.round(v)} ${k}`)
		.join('\n')
);
const r = await db
	.selectFrom('evidence')
	.innerJoin('concept', 'concept.id', 'conceptId')
	.groupBy('scheme')
	.select(({ fn }) => ['scheme', fn.countAll<number>().as('n')])
	.execute();
console.log(r);
await db.destroy();
