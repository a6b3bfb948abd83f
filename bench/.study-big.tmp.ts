import { connect } from '#db/connect.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { localAdministrator } from '#domain/actor.ts';
import { loadCodebook } from '#domain/concepts/write.server.ts';
import { ingest } from '#domain/documents/write.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { loadParties } from '#domain/parties/write.server.ts';
import { inventedReports } from './reports.ts';
const db = await connect({ folder: '/tmp/studybig' });
await migrate(db);
await loadParties(db, 'data');
await loadCodebook(db, 'data/concepts');
const parties = await db.selectFrom('party').select('iso3').where('isSample', '=', false).orderBy('iso3').limit(150).execute();
const machine = await machineOf(db);
let at = 0;
for await (const { name, bytes, language } of inventedReports(150, 20)) {
	const read = await ingest(db, localAdministrator, {
		name,
		bytes,
		language,
		party: parties[at++ % parties.length]?.iso3,
		kind: 'national-report',
		cycle: '2025-full'
	});
	await codeDocument(db, localAdministrator, machine, read.documentId);
}
await db.destroy();
