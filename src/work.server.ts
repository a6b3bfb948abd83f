import type { Db } from '#db/connect.server.ts';
import { takeStatistics } from '#db/statistics.server.ts';
import { localAdministrator } from '#domain/actor.ts';
import { readingUploads, readUploads } from '#domain/documents/uploads.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { workJobs } from '#domain/jobs/work.server.ts';
import type { Workplace } from '#domain/jobs/work.server.ts';

/** Works through the jobs of this application in the same process as the pages, until the signal stops it. */
export function startWork(db: Db, place: Workplace): Promise<void> {
	const reading = {
		[readingUploads]: async (...[database, job, signal]: Parameters<Parameters<typeof workJobs>[1][string]>) => {
			const machine = await machineOf(database);
			const code = (tx: Db, documentId: number) => codeDocument(tx, localAdministrator, machine, documentId);
			await readUploads(database, localAdministrator, job, signal, code, place.report);
			await takeStatistics(database);
		}
	};
	return workJobs(db, reading, place);
}
