import { error } from '@sveltejs/kit';

/** The fields of a form that are text; files are none of ours. */
export async function sentText(request: Request): Promise<Record<string, string>> {
	const form = await request.formData();
	return Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === 'string'));
}

/** The concept that an address names. */
export function conceptOf({ scheme, name }: { scheme: string; name: string }): string {
	if (`${scheme}${name}`.includes('\0')) error(404);
	return `${scheme}/${name}`;
}
