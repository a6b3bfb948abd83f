import { error } from '@sveltejs/kit';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import { findParty } from '#domain/parties/read.server.ts';
import { codingLines, mustBeConcerned } from '#domain/replies/coding.server.ts';
import { writeCsv } from '#text/csv.ts';
import type { Language } from '#text/languages.ts';
import { orExplain } from '#ui/refused.server.ts';

/** All of a Party's coding as a file, for its own records: codes as a table, or codes and objections for programs. */
export async function codingFile(
	{ db, store, actor }: Pick<App.Locals, 'db' | 'store' | 'actor'>,
	{ language, iso3 }: { language: Language; iso3: string },
	type: 'csv' | 'json'
): Promise<Response> {
	if (iso3.includes('\0')) error(404);
	const party = await orExplain(language, findParty(db, iso3, language));
	await orExplain(
		language,
		(async () => {
			mustBeConcerned(actor, iso3);
		})()
	);
	const { codes, objections } = await codingLines(db, iso3, await conceptLabels(db, language), language);
	await discloses(store, actor, 'file', { passages: [...new Set(codes.map(({ passage }) => passage))] });
	const mime = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }[type];
	const headers = { 'content-type': mime, 'content-disposition': `attachment; filename="coding-${party.iso3.toLowerCase()}.${type}"` };
	const body =
		type === 'json'
			? JSON.stringify(
					{ party: party.iso3, isSample: party.isSample, date: new Date().toISOString().slice(0, 10), codes, objections },
					null,
					'\t'
				)
			: writeCsv([Object.keys(codes[0] ?? {}), ...codes.map((one) => Object.values(one))]);
	return new Response(body, { headers: { ...headers, 'cache-control': 'private, no-store' } });
}
