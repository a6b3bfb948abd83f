import { countClosed } from '#domain/findings/closed.server.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { filtersToQuery, parseFilters } from '#domain/findings/input.ts';
import type { Filters } from '#domain/findings/model.ts';
import { defaultSamples, listCycles } from '#domain/findings/read.server.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';

type Locals = Pick<App.Locals, 'db' | 'store' | 'actor'>;

/** The filters that an address asks for, and the names of everything that a table may show. */
async function askedFilters({ db }: Locals, language: Language, url: URL) {
	const filters = parseFilters(url.searchParams, await defaultSamples(db));
	return { filters, query: filtersToQuery(filters), labels: await keyLabels(db, language), showsSamples: filters.samples };
}

/** The same with the choices that the form of filters offers. */
export async function askedPage(locals: Locals, language: Language, url: URL) {
	const { db, store, actor } = locals;
	const asked = await askedFilters(locals, language, url);
	const closed = await countClosed(db, store, actor, { way: 'figures', filters: asked.filters });
	const sectors = [...asked.labels.keys()].filter((key) => key.startsWith('sector/'));
	return { ...asked, closed, choices: { cycles: await listCycles(db), sectors } };
}

/** What a file of figures says of itself. */
export async function askedFile(locals: Locals, language: Language, url: URL, cell: (row: string, column?: string) => string) {
	const { db, store, actor } = locals;
	const { filters, query, labels } = await askedFilters(locals, language, url);
	const documents = await countClosed(db, store, actor, { way: 'file', filters });
	const closed = { documents, note: documents === 0 ? '' : say(language, 'findings.closed', { count: documents }) };
	return {
		filters,
		closed,
		labels,
		date: new Date().toISOString().slice(0, 10),
		passagesAt: passagesAt(language, query, cell, url.origin)
	};
}

function passagesAt(language: Language, query: string, cell: (row: string, column?: string) => string, origin: string) {
	return (row: string, column?: string) => `${origin}/${language}/findings/passages?${query}&${cell(row, column)}`;
}

export type Asked = { filters: Filters; query: string; labels: Map<string, string> };
