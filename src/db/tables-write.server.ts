import { generate, PostgresDialect } from 'kysely-codegen';
import { connectMemory } from './connect.server.ts';
import { migrate } from './migrate.server.ts';

/** Writes `tables.ts` from the migrations; with `verify`, throws instead where the file differs from them. */
export async function writeTables(verify: boolean): Promise<void> {
	const db = await connectMemory();
	await migrate(db);
	await generate({
		camelCase: true,
		db,
		dialect: new PostgresDialect({ numericParser: undefined as never }),
		excludePattern: '{migration,read_*.*}',
		outFile: 'src/db/tables.ts',
		typeOnlyImports: true,
		typeMapping: { date: 'string' },
		verify
	});
	await db.destroy();
}

if (import.meta.main) await writeTables(process.argv.includes('--verify'));
