import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect, PGliteDriver, PostgresDialect, sql } from 'kysely';
import type { DatabaseConnection, PGliteDialectConfig } from 'kysely';
import pg from 'pg';
import { holdFolder } from './folder-lock.server.ts';
import { opened, seenWith, SharedDialect } from './reading.server.ts';
import type { Sight } from './reading.server.ts';
import type { DB } from './tables.ts';

export type Db = Kysely<DB>;

const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

// A date in a fact is a calendar day, not a moment: keep it as the text that was stored.
const dateOid = 1082;
// Counts and averages come as int8 and numeric; none of ours passes what a JavaScript number holds.
const numberOids = [20, 1700];
const parsers: Record<number, (value: string) => string | number> = { [dateOid]: (day) => day };
for (const oid of numberOids) parsers[oid] = Number;
for (const [oid, parse] of Object.entries(parsers)) pg.types.setTypeParser(Number(oid), parse);

/** Where the database is: the address of a PostgreSQL server, or the folder of the embedded one. */
export type Place = { url: string } | { folder: string };

/**
 * Opens the database. The embedded one is held by one process at a time: a second opener gets `FolderInUse`.
 * Close with `db.destroy()`.
 */
export async function connect(place: Place): Promise<Db> {
	if ('url' in place) return connectServer(place.url);
	mkdirSync(place.folder, { recursive: true });
	const release = holdFolder(place.folder);
	try {
		const pglite = await PGlite.create(join(place.folder, 'database'), { parsers });
		return connectEmbedded(pglite, release);
	} catch (error) {
		release();
		throw error;
	}
}

/** So long a query waits for a connection, in milliseconds. */
const patience = 10_000;

function connectServer(url: string): Db {
	const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: patience, keepAlive: true });
	// A connection that breaks is replaced by the pool, and whoever uses it is told by their query. Without listeners it would end the process:
	// the pool listens while nobody uses it, the client while somebody does.
	pool.on('error', () => {});
	pool.on('connect', (client) => client.on('error', () => {}));
	// Machine code for a query takes a server longer to make than our queries take to run.
	pool.on('connect', (client) => void client.query('set jit = off').catch(() => {}));
	return open(new SharedDialect(new PostgresDialect({ pool })));
}

function open(dialect: SharedDialect): Db {
	return opened(new Kysely<DB>({ dialect, plugins }), dialect);
}

/** A handle that reads only what the sight allows. Names of tables in any query mean what may be seen of them. */
export function readingAs(db: Db, sight: Sight): Db {
	return seenWith(db, sight, plugins);
}

/** Opens an embedded database held in memory, from a dumped data folder where one is given. */
export async function connectMemory(dump?: Blob): Promise<Db> {
	return connectEmbedded(await PGlite.create({ parsers, ...(dump && { loadDataDir: dump }) }), () => {});
}

function connectEmbedded(pglite: PGlite, released: () => void): Db {
	return open(new SharedDialect(new QueuedDialect({ pglite }, released)));
}

class QueuedDialect extends PGliteDialect {
	#config: PGliteDialectConfig;
	#released: () => void;
	constructor(config: PGliteDialectConfig, released: () => void) {
		super(config);
		this.#config = config;
		this.#released = released;
	}
	override createDriver() {
		return new QueuedDriver(this.#config, this.#released);
	}
}

/**
 * PGlite has one connection, and Kysely's driver hands it to every caller at once: a query of one request would
 * run inside the open transaction of another. Here callers wait for their turn.
 */
class QueuedDriver extends PGliteDriver {
	#tail: Promise<undefined> = Promise.resolve(undefined);
	#turnIsOver = new Map<DatabaseConnection, () => void>();
	#released: () => void;
	constructor(config: PGliteDialectConfig, released: () => void) {
		super(config);
		this.#released = released;
	}
	override async acquireConnection() {
		const before = this.#tail;
		const turn = Promise.withResolvers<undefined>();
		this.#tail = turn.promise;
		await before;
		const connection = await super.acquireConnection();
		this.#turnIsOver.set(connection, () => turn.resolve(undefined));
		return connection;
	}
	override async releaseConnection() {
		for (const [connection, over] of this.#turnIsOver) {
			this.#turnIsOver.delete(connection);
			over();
		}
	}
	override async destroy() {
		await super.destroy();
		this.#released();
	}
}

/** Does all of the work or none of it. Inside another transaction, joins that one. */
export function together<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
	return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** From here on, and until the transaction ends or `seeWhole`, names of tables mean what everyone may see of them. */
export async function seePublic(tx: Db): Promise<void> {
	await sql`set local search_path to read_public, public`.execute(tx);
}

/** Undoes `seePublic`. */
export async function seeWhole(tx: Db): Promise<void> {
	await sql`set local search_path to public`.execute(tx);
}
