import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#db/connect.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { takeStatistics } from '#db/statistics.server.ts';
import { operator } from '#domain/actor.ts';
import { loadCodebook } from '#domain/concepts/write.server.ts';
import { ingest } from '#domain/documents/write.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { loadParties } from '#domain/parties/write.server.ts';
import { wordOf } from '#domain/studies/word.server.ts';
import { draftStudy } from '#domain/studies/write.server.ts';
import { row } from './measure.ts';
import { inventedReports } from './reports.ts';

const reports = 150;
const pages = 20;

/** From 150 Word reports of 20 pages to a draft study in Word, on the embedded database; the bar is 60 s on two cores. */
export async function benchIngest(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-bench-'));
	const files = await Array.fromAsync(inventedReports(reports, pages));
	const db = await connect({ folder });
	try {
		await migrate(db);
		await loadParties(db, 'data');
		await loadCodebook(db, 'data/concepts');
		const parties = await db.selectFrom('party').select('iso3').where('isSample', '=', false).orderBy('iso3').limit(reports).execute();
		const machine = await machineOf(db);
		row('step', 'what', 'seconds', 'share of the 60 s bar');
		const total = performance.now();
		let began = total;
		const lap = (step: string, what: string | number) => {
			row(step, what, ((performance.now() - began) / 1000).toFixed(1), `${Math.round((performance.now() - began) / 600)} %`);
			began = performance.now();
		};
		const documents: number[] = [];
		let passages = 0;
		for (const [at, { name, bytes, language }] of files.entries()) {
			const read = await ingest(db, operator, {
				name,
				bytes,
				language,
				party: parties[at % parties.length]?.iso3,
				kind: 'national-report',
				cycle: '2025-full'
			});
			documents.push(read.documentId);
			passages += read.passages;
		}
		lap('read and store', `${passages} passages`);
		let proposals = 0;
		for (const id of documents) proposals += await codeDocument(db, operator, machine, id);
		await takeStatistics(db);
		lap('code and store', `${proposals} proposals`);
		const study = await draftStudy(db, operator, { language: 'en', filters: { basis: 'proposed', samples: false } });
		lap('draft', 'one study');
		const word = await wordOf(db, study);
		lap('write Word', `${word.length} bytes`);
		began = total;
		lap('all', `${reports} reports`);
	} finally {
		await db.destroy();
		rmSync(folder, { recursive: true, force: true });
	}
}
