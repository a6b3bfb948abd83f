import { connect } from '#db/connect.server.ts';
import { composeStudy } from '#domain/studies/compose.server.ts';
const db = await connect({ folder: '/tmp/studyhelper' });
for (const language of process.argv.slice(2) as never[]) {
	const t = performance.now();
	const all = await composeStudy(db, { language, filters: { basis: 'proposed', samples: true }, at: new Date() });
	console.log('=====', language, all.length, Math.round(performance.now() - t), 'ms');
	for (const s of all) console.log(`${s.paragraph}${s.item ? '/' + s.item : ''} [${s.sources.length}] ${s.body}`);
}
await db.destroy();
