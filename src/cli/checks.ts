import type { MessageKey, Slots } from '#i18n/messages.ts';

/** What one check found, as a message; its name stays the same in every language. */
export type Finding = { check: string; level: 'ok' | 'warning' | 'bad'; code: MessageKey; slots: Slots };

const oldestNode = 22;
const oldestDatabase = 15;
const shortestSecret = 32;
const widestGap = 5;
const [fullAt, scarceAt] = [100e6, 1e9];

const found =
	(check: string) =>
	(level: Finding['level'], code: MessageKey, slots: Slots = {}): Finding => ({ check, level, code, slots });

export function checkNode(version: string): Finding {
	const isOld = Number.parseInt(version, 10) < oldestNode;
	return found('node')(isOld ? 'bad' : 'ok', isOld ? 'backup.node-old' : 'backup.node', { version, wanted: oldestNode });
}

export function checkDatabaseVersion(version: string): Finding {
	const isOld = Number.parseInt(version, 10) < oldestDatabase;
	return found('database')(isOld ? 'bad' : 'ok', isOld ? 'backup.database-old' : 'backup.database', { version, wanted: oldestDatabase });
}

export function checkMigrations(known: string[], applied: string[]): Finding {
	const say = found('migrations');
	const unknown = applied.filter((name) => !known.includes(name));
	const missing = known.filter((name) => !applied.includes(name));
	if (unknown.length > 0) return say('bad', 'backup.migrations-unknown', { names: unknown.join(' ') });
	if (missing.length > 0) return say('bad', 'backup.migrations-missing', { names: missing.join(' ') });
	return say('ok', 'backup.migrations');
}

/** The clock of the database against ours, in milliseconds since 1970; ours from before and from after it was asked. */
export function checkClock(theirs: number, before: number, after: number): Finding {
	const seconds = Math.round(Math.max(before - theirs, theirs - after, 0) / 1000);
	const isApart = seconds > widestGap;
	return found('clock')(isApart ? 'bad' : 'ok', isApart ? 'backup.clock-apart' : 'backup.clock', { seconds });
}

/** The data folder: the bytes that are free, undefined where it cannot be written. */
export function checkFolder(folder: string, free: number | undefined): Finding {
	const say = found('folder');
	if (free === undefined) return say('bad', 'backup.folder-closed', { folder });
	const slots = { folder, free: Math.round(free / 1e8) / 10 };
	return free < scarceAt ? say(free < fullAt ? 'bad' : 'warning', 'backup.folder-full', slots) : say('ok', 'backup.folder', slots);
}

export function checkOrigin(origin: string | undefined): Finding {
	const say = found('origin');
	if (origin === undefined || origin === '') return say('warning', 'backup.origin-absent');
	const isAddress =
		URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) && new URL(origin).origin === origin.replace(/\/$/, '');
	return say(isAddress ? 'ok' : 'bad', isAddress ? 'backup.origin' : 'backup.origin-wrong', { origin });
}

export function checkSecret(secret: string | undefined): Finding {
	const say = found('secret');
	if (secret === undefined || secret === '') return say('warning', 'backup.secret-absent');
	return secret.length < shortestSecret ? say('bad', 'backup.secret-short', { wanted: shortestSecret }) : say('ok', 'backup.secret');
}

/** Where mail is handed over: the host and port of an address such as smtps://user:password@mail.example. */
export function mailHost(address: string): { host: string; port: number } | undefined {
	if (!URL.canParse(address)) return undefined;
	const { protocol, hostname, port } = new URL(address);
	if (!/^smtps?:$/.test(protocol) || hostname === '') return undefined;
	return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'smtps:' ? 465 : 587) };
}

const day = 24 * 60 * 60_000;

/** Whether what was kept long enough is forgotten every day: the last time, and the time now. */
export function checkRetention(last: Date | undefined, now: Date): Finding {
	const say = found('retention');
	if (last === undefined) return say('warning', 'privacy.doctor-never');
	const isLate = now.getTime() - last.getTime() > 2 * day;
	return say(isLate ? 'bad' : 'ok', isLate ? 'privacy.doctor-late' : 'privacy.doctor-ran', { date: last.toISOString().slice(0, 10) });
}
