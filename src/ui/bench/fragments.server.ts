import { render } from 'svelte/server';
import type { Language } from '#text/languages.ts';
import { orExplain } from '../refused.server.ts';
import { filtersIn } from './address.ts';
import Ahead from './Ahead.svelte';
import { ahead } from './screen.server.ts';

/** The next passages as they stand on the bench, for a script that lays them ready. */
export async function fragments(locals: App.Locals, language: Language, url: URL, projectId?: number): Promise<Response> {
	const shown = await orExplain(language, ahead(locals, language, url, projectId));
	const query = filtersIn(url.searchParams);
	query.delete('without');
	const { body } = await render(Ahead, { props: { language, query: query.toString(), ...shown } });
	return new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
