import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';

/** What we need of the address of a page. */
export type Address = { origin: string; pathname: string; search: string; searchParams: Iterable<[string, string]> };

/** The same page in another language; the home page where the address names no language. */
export function pathIn(language: Language, path: string): string {
	const [, first, ...rest] = path.split('/');
	return ['', language, ...(isLanguage(first) ? rest : [])].join('/');
}

/** The same page and query in another language. The name of a form's action is no part of what was asked for. */
export function addressIn(language: Language, { pathname, searchParams }: Address): string {
	const query = new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/'))).toString();
	return pathIn(language, pathname) + (query && `?${query}`);
}
