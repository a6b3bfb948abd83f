import { connect } from '#db/connect.server.ts';
import { composeStudy } from '#domain/studies/compose.server.ts';
const db = await connect({ folder: '/tmp/studyhelper' });
for (const language of process.argv.slice(2) as never[]) {
	const all = await composeStudy(db, { language, filters: { basis: 'proposed', samples: true }, at: new Date() });
	console.log('=====', language, all.length);
	const seen = new Map<string, number>();
	for (const s of all) {
		const n = (seen.get(s.said) ?? 0) + 1;
		seen.set(s.said, n);
		if (n <= 2 || s.said === 'sentences.challenge-one') console.log(`${s.paragraph}${s.item ? '/' + s.item : ''} ${s.body}`);
	}
}
await db.destroy();
