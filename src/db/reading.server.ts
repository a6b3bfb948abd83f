import { CompiledQuery, Kysely } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, KyselyPlugin, TransactionSettings } from 'kysely';

/** What is set on a connection before it is used: the schemas that names are looked up in, and for whom. */
export type Sight = {
	level: 'public' | 'parties' | 'secretariat';
	parties: readonly string[];
	organisations: readonly number[];
	key: string;
};

/** The sight of whoever looks at the tables themselves. */
const whole = 'public||||';
const nameOf = ({ level, parties, organisations, key }: Sight) => `read_${level}, public|${parties.join()}|${organisations.join()}|${key}`;

const apply = `select set_config('search_path', $1, false), set_config('cinnabar.parties', $2, false),
	set_config('cinnabar.organisations', $3, false), set_config('cinnabar.key', $4, false),
	set_config('default_transaction_read_only', $5, false)`;

/** What each connection was last set to. A new connection sees the whole. */
const sights = new WeakMap<DatabaseConnection, string>();

/** One driver under several handles on the same database, each with a sight of its own. */
export class SharedDialect implements Dialect {
	#dialect: Dialect;
	#driver: Driver | undefined;
	#ready: Promise<void> | undefined;
	readonly seen = new Map<string, unknown>();
	constructor(dialect: Dialect) {
		this.#dialect = dialect;
	}
	createDriver(): Driver {
		return new SightDriver(this.base(), whole, true);
	}
	base(): Driver {
		this.#driver ??= this.#dialect.createDriver();
		const driver = this.#driver;
		const once = () => (this.#ready ??= driver.init());
		return new Proxy(driver, { get: (target, name) => (name === 'init' ? once : bound(target, name)) });
	}
	sighted(sight: string): Dialect {
		return {
			createDriver: () => new SightDriver(this.base(), sight, false),
			createAdapter: () => this.createAdapter(),
			createIntrospector: (db) => this.createIntrospector(db),
			createQueryCompiler: () => this.createQueryCompiler()
		};
	}
	createAdapter() {
		return this.#dialect.createAdapter();
	}
	createIntrospector(db: Parameters<Dialect['createIntrospector']>[0]) {
		return this.#dialect.createIntrospector(db);
	}
	createQueryCompiler() {
		return this.#dialect.createQueryCompiler();
	}
}

function bound(target: Driver, name: string | symbol): unknown {
	const value: unknown = Reflect.get(target, name);
	return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
}

class SightDriver implements Driver {
	#base: Driver;
	#sight: string;
	#owns: boolean;
	constructor(base: Driver, sight: string, owns: boolean) {
		this.#base = base;
		this.#sight = sight;
		this.#owns = owns;
	}
	init() {
		return this.#base.init();
	}
	async acquireConnection() {
		const connection = await this.#base.acquireConnection();
		if ((sights.get(connection) ?? whole) === this.#sight) return connection;
		try {
			// Until it is set, nobody may believe that it is.
			sights.delete(connection);
			sights.set(connection, '');
			await connection.executeQuery(CompiledQuery.raw(apply, [...this.#sight.split('|').slice(0, 4), this.#owns ? 'off' : 'on']));
			sights.set(connection, this.#sight);
			return connection;
		} catch (problem) {
			await this.#base.releaseConnection(connection);
			throw problem;
		}
	}
	beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
		return this.#base.beginTransaction(connection, settings);
	}
	commitTransaction(connection: DatabaseConnection) {
		return this.#base.commitTransaction(connection);
	}
	rollbackTransaction(connection: DatabaseConnection) {
		return this.#base.rollbackTransaction(connection);
	}
	releaseConnection(connection: DatabaseConnection) {
		return this.#base.releaseConnection(connection);
	}
	async destroy() {
		if (this.#owns) await this.#base.destroy();
	}
}

const dialects = new WeakMap<object, SharedDialect>();
/** Handles are kept, since what was counted is remembered by handle; so many sights are more than any site has at once. */
const mostHandles = 1000;

/** Remembers by which dialect a handle was opened, so that others can be opened beside it. */
export function opened<D>(db: Kysely<D>, dialect: SharedDialect): Kysely<D> {
	dialects.set(db, dialect);
	return db;
}

/**
 * A handle on the same database that reads only what the sight allows: every table that holds anything closed is behind a view of the
 * same name, in every query, however it is written. For reading only.
 */
export function seenWith<D>(db: Kysely<D>, sight: Sight, plugins: KyselyPlugin[]): Kysely<D> {
	const dialect = dialects.get(db);
	if (dialect === undefined) throw new Error('a handle that was not opened by connect');
	const name = nameOf(sight);
	const known = dialect.seen.get(name) as Kysely<D> | undefined;
	if (known !== undefined) return known;
	if (dialect.seen.size >= mostHandles) dialect.seen.clear();
	const seen = new Kysely<D>({ dialect: dialect.sighted(name), plugins });
	dialect.seen.set(name, seen);
	return seen;
}
