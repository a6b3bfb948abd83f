import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operator } from '#domain/actor.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { unpackModel } from '#domain/evidence/unpack.server.ts';
import { learningVersion } from '#text/learn/model.ts';
import { freshDatabase } from '#tests/database.ts';
import { readMachine } from './file.server.ts';
import { probesOf } from './probes.ts';
import type { Probes } from './probes.ts';
import { listMachines } from './read.server.ts';
import { loadShippedMachine, probesPath, shippedPath } from './shipped.server.ts';
import { retireMachine } from './write.server.ts';

const shipped = await readMachine(readFileSync(shippedPath('data')));

test('the machine that ships learnt from what this version reads, and fits in three megabytes', () => {
	// Where this fails: cinnabar machine starter.
	expect(shipped.learningVersion).toBe(learningVersion);
	expect(readFileSync(shippedPath('data')).byteLength).toBeLessThan(3_000_000);
});

test('it says what it said when it was made', () => {
	const made = JSON.parse(readFileSync(probesPath('data'), 'utf8')) as { digest: string; probes: Probes };
	expect(shipped.digest).toBe(made.digest);
	expect(probesOf(unpackModel(shipped.model))).toEqual(made.probes);
});

test('it comes into use on a site that never had one, once, and not against what people chose', async () => {
	const db = await freshDatabase();
	await db.insertInto('codebook').values({ version: 'one' }).execute();
	await loadShippedMachine(db, 'data');
	await loadShippedMachine(db, 'data');
	const [only, ...others] = await listMachines(db);
	expect(others).toEqual([]);
	expect(only).toMatchObject({ name: 'starter', state: 'in-use', origin: 'shipped', usedBy: 'cinnabar' });
	expect((await machineOf(db)).coder.name).toBe('starter');
	await retireMachine(db, operator, only!.id);
	await db
		.updateTable('machine')
		.set({ modelDigest: '0'.repeat(64) })
		.execute();
	await db.updateTable('coder').set({ version: 'of before' }).where('name', '=', 'starter').execute();
	await loadShippedMachine(db, 'data');
	expect((await listMachines(db)).map(({ state }) => state)).not.toContain('in-use');
});
