import { error } from '@sveltejs/kit';

/** The fields of a form that are text; files are none of ours, nor is a name by which answers could not be written out. */
export async function sentText(request: Request): Promise<Record<string, string>> {
	const form = await request.formData();
	return Object.fromEntries(
		[...form].filter((field): field is [string, string] => typeof field[1] === 'string' && field[0] !== '__proto__')
	);
}

/** The concept that an address names. */
export function conceptOf({ scheme, name }: { scheme: string; name: string }): string {
	if (`${scheme}${name}`.includes('\0')) error(404);
	return `${scheme}/${name}`;
}
