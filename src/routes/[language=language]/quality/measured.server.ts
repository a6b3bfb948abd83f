import { measureQuality } from '#domain/agreement/quality.server.ts';
import { keyLabels } from '#domain/findings/labels.server.ts';
import { defaultSamples } from '#domain/findings/read.server.ts';
import { remembered } from '#domain/findings/remember.server.ts';
import { parseFilters } from '#domain/findings/input.ts';
import type { Language } from '#text/languages.ts';

/** What is measured of the machine, on real reports or on samples as the address asks. It is counted on everything, and gives counts alone. */
export async function askedQuality({ db, store }: Pick<App.Locals, 'db' | 'store'>, language: Language, url: URL) {
	const { samples, language: measuredIn } = parseFilters(url.searchParams, await defaultSamples(db));
	const quality = await remembered(store, 'quality', samples, () => measureQuality(store, samples));
	return { samples, measuredIn, quality, labels: await keyLabels(db, language) };
}
