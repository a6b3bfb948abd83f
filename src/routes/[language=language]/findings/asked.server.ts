import { keyLabels } from '#domain/findings/labels.server.ts';
import { filtersToQuery, parseFilters } from '#domain/findings/input.ts';
import type { Filters } from '#domain/findings/model.ts';
import { defaultSamples, listCycles } from '#domain/findings/read.server.ts';
import type { Language } from '#text/languages.ts';

type Db = App.Locals['db'];

/** The filters that an address asks for, and the names of everything that a table may show. */
export async function askedFilters(db: Db, language: Language, url: URL) {
	const filters = parseFilters(url.searchParams, await defaultSamples(db));
	return { filters, query: filtersToQuery(filters), labels: await keyLabels(db, language), showsSamples: filters.samples };
}

/** The same with the choices that the form of filters offers. */
export async function askedPage(db: Db, language: Language, url: URL) {
	const asked = await askedFilters(db, language, url);
	const sectors = [...asked.labels.keys()].filter((key) => key.startsWith('sector/'));
	return { ...asked, choices: { cycles: await listCycles(db), sectors } };
}

/** What a file of figures says of itself. */
export async function askedFile(db: Db, language: Language, url: URL, cell: (row: string, column?: string) => string) {
	const { filters, query, labels } = await askedFilters(db, language, url);
	return { filters, labels, date: new Date().toISOString().slice(0, 10), passagesAt: passagesAt(language, query, cell, url.origin) };
}

function passagesAt(language: Language, query: string, cell: (row: string, column?: string) => string, origin: string) {
	return (row: string, column?: string) => `${origin}/${language}/findings/passages?${query}&${cell(row, column)}`;
}

/** A file to keep, under its own name. */
export function fileOf(body: string, type: 'csv' | 'json', name: string): Response {
	const mime = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }[type];
	return new Response(body, { headers: { 'content-type': mime, 'content-disposition': `attachment; filename="${name}.${type}"` } });
}

export type Asked = { filters: Filters; query: string; labels: Map<string, string> };
