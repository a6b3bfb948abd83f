import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** A package as the lock file names it; its place tells which other package it was installed for. */
export type Locked = {
	version?: string;
	license?: string;
	integrity?: string;
	dev?: boolean;
	devOptional?: boolean;
	link?: boolean;
	optional?: boolean;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
};
type Manifest = { license?: string | { type?: string }; licenses?: { type?: string }[] };

/** Every package of the lock file by its place, the project itself under the empty one. */
export function readLock(): Map<string, Locked> {
	const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
	return new Map(Object.entries(lock.packages).filter(([, { link = false }]) => !link));
}

/** The name of the package in a place such as `node_modules/a/node_modules/@b/c`. */
export const nameAt = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The licence that a package states; the lock file leaves it out for a few, which are asked themselves. */
export function licenceOf(place: string, { license }: Locked): string | undefined {
	if (license !== undefined) return license;
	let manifest: Manifest;
	try {
		manifest = JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8')) as Manifest;
	} catch (problem) {
		// A package for another kind of machine is in the lock file and not installed.
		if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw problem;
	}
	if (typeof manifest.license === 'string') return manifest.license;
	return manifest.license?.type ?? manifest.licenses?.map(({ type }) => type).join(' OR ');
}
