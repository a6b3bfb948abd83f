import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { afterAll, inject } from 'vitest';
import { connect, connectMemory } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { ask } from './private-server.ts';

/** A fresh copy of the migrated database for one test file, on the engine that is being tested; gone when the file is done. */
export async function freshDatabase(): Promise<Db> {
	if (inject('engine') === 'pglite') {
		const db = await connectMemory(await openAsBlob(inject('dump')));
		afterAll(() => db.destroy());
		return db;
	}
	const server = inject('server');
	const name = `test_${randomBytes(6).toString('hex')}`;
	await ask(`${server}postgres`, `create database ${name} template template`);
	const db = await connect({ url: `${server}${name}` });
	afterAll(async () => {
		await db.destroy();
		await ask(`${server}postgres`, `drop database ${name}`);
	});
	return db;
}
