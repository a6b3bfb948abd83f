import { error } from '@sveltejs/kit';

/** The concept that an address names. */
export function conceptOf({ scheme, name }: { scheme: string; name: string }): string {
	if (`${scheme}${name}`.includes('\0')) error(404);
	return `${scheme}/${name}`;
}
