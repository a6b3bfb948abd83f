import { writeFileSync } from 'node:fs';
import { connect } from '#db/connect.server.ts';
import { localAdministrator } from '#domain/actor.ts';
import { draftStudy } from '#domain/studies/write.server.ts';
import { wordOf } from '#domain/studies/word.server.ts';
import { migrate } from '#db/migrate.server.ts';
const db = await connect({ folder: '/tmp/studyhelper' });
console.log(await migrate(db));
for (const language of process.argv.slice(2) as never[]) {
	let t = performance.now();
	const id = await draftStudy(db, localAdministrator, { language, filters: { basis: 'proposed', samples: true } });
	console.log(language, id, Math.round(performance.now() - t), 'ms draft');
	t = performance.now();
	const bytes = await wordOf(db, id);
	console.log(bytes.length, Math.round(performance.now() - t), 'ms word');
	writeFileSync(`/tmp/study-${language}.docx`, bytes);
}
await db.destroy();
