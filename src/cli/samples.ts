import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { config } from '#config';
import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import { cycleOf } from '#domain/documents/input.ts';
import { documentKinds } from '#domain/documents/model.ts';
import { ingest } from '#domain/documents/write.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import type { Call } from './command.ts';

const list = z.array(
	z.strictObject({
		file: z.string(),
		party: z.string(),
		kind: z.enum(documentKinds),
		cycle: cycleOf,
		language: z.enum(languages),
		title: z.string()
	})
);

/** Ingests and codes the sample reports of invented Parties where the database holds no real document. What is there already stays as it is. */
export async function loadSamples(db: Db, { talk, progress, language }: Call): Promise<void> {
	if ((await db.selectFrom('document').select('id').where('isSample', '=', false).limit(1).executeTakeFirst()) !== undefined) return;
	const folder = join(config.facts, 'samples', 'files');
	const samples = list.parse(JSON.parse(await readFile(join(folder, 'list.json'), 'utf8')));
	const machine = await machineOf(db);
	let fresh = 0;
	for (const [index, { file, ...about }] of samples.entries()) {
		progress(say(language, 'cli.loading-samples', { done: index + 1, total: samples.length }));
		const { documentId, isNew } = await ingest(db, operator, {
			name: file,
			bytes: await readFile(join(folder, file)),
			isSample: true,
			...about
		});
		const isCoded = await db
			.selectFrom('specificity')
			.innerJoin('passage', 'passage.id', 'passageId')
			.select('passageId')
			.where('documentId', '=', documentId)
			.limit(1)
			.executeTakeFirst();
		if (isNew || isCoded === undefined) await codeDocument(db, operator, machine, documentId);
		if (isNew) fresh++;
	}
	if (fresh > 0) talk('');
}
