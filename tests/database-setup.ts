import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { connect } from '#db/connect.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { startServer } from './private-server.ts';

declare module 'vitest' {
	interface ProvidedContext {
		engine: 'pglite' | 'postgres';
		/** The dumped data folder that each PGlite test file starts from. */
		dump: string;
		/** The address of the private server, ending in a slash. */
		server: string;
	}
}

type Project = { name: string; provide: (key: string, value: string) => void };

/** Runs once for each engine: builds the migrated template that every test file copies. */
export default async function setup(project: Project): Promise<() => Promise<void>> {
	const provide = (key: string, value: string) => project.provide(key, value);
	if (project.name === 'postgres') {
		const server = await startServer();
		if (server === undefined) throw new Error('no PostgreSQL server binary here: tests/run.ts should have left this project out');
		provide('engine', 'postgres');
		provide('server', server.address);
		const db = await connect({ url: `${server.address}template` });
		await migrate(db);
		await db.destroy();
		return server.stop;
	}
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-template-'));
	const db = await connect({ folder });
	await migrate(db);
	await db.destroy();
	const pglite = await PGlite.create(join(folder, 'database'));
	const dump = join(folder, 'dump.tar');
	writeFileSync(dump, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
	await pglite.close();
	provide('engine', 'pglite');
	provide('dump', dump);
	return async () => rmSync(folder, { recursive: true, force: true });
}
