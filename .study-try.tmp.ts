import { sql } from 'kysely';
import { connect } from '#db/connect.server.ts';
import { composeStudy } from '#domain/studies/compose.server.ts';
const db = await connect({ folder: '/tmp/studyhelper' });
await sql`update evidence set status='accepted', reviewed_by='x', reviewed_at=now() where id % 3 = 0`.execute(db);
const show = async (language: never, filters: object, only: (s: string) => boolean) => {
	console.log('=====', language, JSON.stringify(filters));
	const seen = new Set<string>();
	for (const s of await composeStudy(db, { language, filters: filters as never, at: new Date() })) {
		if (seen.has(s.said) || !only(s.said)) continue;
		seen.add(s.said);
		console.log(`${s.paragraph}${s.item ? '/' + s.item : ''} ${s.body}`);
	}
};
const mixed = (s: string) => /any|one|review|sector-chal|region$|general|specificity-(all|table)|quotes-region|unnamed/.test(s);
for (const l of ['en', 'fr', 'es', 'ru', 'ar', 'zh'] as never[]) await show(l, { basis: 'proposed', samples: true }, mixed);
for (const l of ['en', 'ru', 'ar'] as never[]) await show(l, { basis: 'reviewed', samples: true, region: 'weog' }, () => true);
for (const l of ['en', 'fr', 'ar', 'zh'] as never[]) await show(l, { basis: 'proposed', samples: true, cycle: '2021-short' }, () => true);
await db.destroy();
