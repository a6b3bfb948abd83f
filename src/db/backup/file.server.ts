import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Db } from '../connect.server.ts';
import { writeBackup } from './write.server.ts';
import type { Watch } from './write.server.ts';

/** Writes a backup into a file that only its owner may read. The name appears when the file is whole and on the disk; until then it ends in `.part`. */
export async function backupToFile(db: Db, path: string, watch: Watch = {}): Promise<{ tables: number; rows: number; bytes: number }> {
	const part = `${path}.part`;
	await mkdir(dirname(path), { recursive: true });
	await rm(part, { force: true });
	const file = await open(part, 'wx', 0o600);
	try {
		const written = await writeBackup(db, (bytes) => file.appendFile(bytes), watch);
		await file.sync();
		const { size } = await file.stat();
		watch.signal?.throwIfAborted();
		await rename(part, path);
		const folder = await open(dirname(path));
		await folder.sync().finally(() => folder.close());
		return { ...written, bytes: size };
	} catch (problem) {
		await rm(part, { force: true });
		throw problem;
	} finally {
		await file.close();
	}
}
