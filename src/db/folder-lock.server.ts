import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded database is open in another process. */
export class FolderInUse extends Error {
	override name = 'FolderInUse';
	readonly folder: string;
	readonly holder: number;
	constructor(folder: string, holder: number) {
		super(`${folder} is in use by process ${holder}`);
		this.folder = folder;
		this.holder = holder;
	}
}

/**
 * Takes the data folder for this process and returns what gives it back, or throws `FolderInUse`.
 * PGlite itself lets a second process open the folder, and then both lose data.
 * The lock names its holder and when that process began, so that a lock left by a killed process,
 * or one whose number was given to another process since, does not keep anybody out.
 */
export function holdFolder(folder: string): () => void {
	const path = join(folder, 'in-use');
	const mine = `${process.pid} ${began(process.pid)}`;
	for (let attempt = 0; attempt < 3; attempt++) {
		try {
			writeFileSync(path, mine, { flag: 'wx' });
			return () => {
				if (read(path) === mine) rmSync(path, { force: true });
			};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			const held = read(path);
			const [pid = '', since = ''] = held.split(' ');
			const holder = Number(pid);
			if (isAlive(holder) && since === began(holder)) throw new FolderInUse(folder, holder);
			if (read(path) === held) rmSync(path, { force: true });
		}
	}
	throw new FolderInUse(folder, 0);
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** When a process began, in clock ticks since the machine did; empty where the system does not tell. */
function began(pid: number): string {
	const stat = read(`/proc/${pid}/stat`);
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
