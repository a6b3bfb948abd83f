import type { Db } from '#db/connect.server.ts';
import { conceptLabels } from '#domain/concepts/read.server.ts';
import type { MeasuredOn } from '#domain/findings/estimates.server.ts';
import { partyNames } from '#domain/parties/read.server.ts';
import type { Language } from '#text/languages.ts';
import { compose } from './compose/compose.ts';
import { askFigures, mostQuotes } from './figures.server.ts';
import { dayOf } from './fragments.ts';
import { placed } from './model.ts';
import type { Placed, StudyFilters } from './model.ts';

/** Writes a study of the figures of this moment, without keeping it. It bears the date `at`. The machine was measured before, on the whole database. */
export async function composeStudy(
	db: Db,
	{ language, filters, at, measured }: { language: Language; filters: StudyFilters; at: Date; measured: MeasuredOn }
): Promise<Placed[]> {
	const figures = await askFigures(db, measured, filters);
	const labels = await conceptLabels(db, language);
	const names = await partyNames(db, language);
	return placed(compose({ language, figures, labels, names, day: dayOf(language, at), mostQuotes }));
}
