import { versionName } from '#domain/concepts/input.ts';
import { compareVersions } from '#domain/concepts/history.server.ts';
import { parsed } from '#domain/parsed.ts';

type Db = App.Locals['db'];

/** The two versions that an address names, compared. */
export async function compared(db: Db, asked: URLSearchParams) {
	const [from, to] = ['from', 'to'].map((side) => parsed(versionName, asked.get(side) ?? ''));
	return compareVersions(db, from ?? '', to ?? '');
}
