import type { Db } from '#db/connect.server.ts';
import { config, root } from '#config';
import { keepStatistics } from '#db/statistics.server.ts';
import { platform } from '#domain/actor.ts';
import { readingUploads, readUploads } from '#domain/documents/uploads.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { recode, recoding } from '#domain/evidence/recode.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { startForgetting } from '#domain/findings/remember.server.ts';
import { askModel, asking } from '#domain/machines/asking.server.ts';
import { running, runMachine } from '#domain/machines/run.server.ts';
import { train, training } from '#domain/machines/train.server.ts';
import { startSealing } from '#domain/history/seal.server.ts';
import { startMail } from '#domain/mail/post.server.ts';
import { retaining } from '#domain/people/retention.ts';
import { runRetention, startRetention } from '#domain/people/retention.server.ts';
import { keepPeriods } from '#domain/replies/period.server.ts';
import { workJobs } from '#domain/jobs/work.server.ts';
import type { Workplace } from '#domain/jobs/work.server.ts';

/** Does what goes on beside the pages, in the same process, until the signal stops it: jobs, mail, the seals of the history, and forgetting. */
export async function startWork(db: Db, place: Workplace): Promise<void> {
	const { signal, report } = place;
	const post = startMail(db, { signal, report });
	const beside = [startSealing, startForgetting, startRetention].map((start) => start(db, { signal, report }));
	await Promise.all([startJobs(db, place), startMachines(db, place), post, ...beside]);
}

function startJobs(db: Db, place: Workplace): Promise<void> {
	const reading = {
		[readingUploads]: async (...[database, job, signal]: Parameters<Parameters<typeof workJobs>[1][string]>) => {
			const machine = await machineOf(database);
			const code = (tx: Db, documentId: number) => codeDocument(tx, platform, machine, documentId);
			await readUploads(database, platform, job, signal, code, place.report);
			await keepStatistics(database);
		},
		[recoding]: async (...[database, job, signal]: Parameters<Parameters<typeof workJobs>[1][string]>) => {
			await recode(database, job, signal);
			await keepStatistics(database);
		},
		[retaining]: async (...[database, job, signal]: Parameters<Parameters<typeof workJobs>[1][string]>) => {
			const origin = config.origin ?? 'http://localhost:5173';
			// First, for it must not be missed where the work of the day is stopped half-way.
			await keepPeriods(database, origin);
			await runRetention(database, job, signal, { origin, isMailed: config.smtpUrl !== undefined });
		}
	};
	return workJobs(db, reading, place);
}

/** What takes long goes on beside the other jobs, so that an upload need not wait for it. */
function startMachines(db: Db, place: Workplace): Promise<void> {
	const works: Parameters<typeof workJobs>[1] = {
		[training]: (database, job, signal) => train(database, job, signal, { root, facts: config.facts }),
		[asking]: (database, job, signal) => askModel(database, job, signal, config.model),
		[running]: runMachine
	};
	return workJobs(db, works, place);
}
