import { connect } from '#db/connect.server.ts';
import { coverage, crossTable, genericShare, quotesByRegion, countConcepts } from '#domain/findings/read.server.ts';
import { askFigures } from '#domain/studies/figures.server.ts';
import { composeStudy } from '#domain/studies/compose.server.ts';
const db = await connect({ folder: '/tmp/studybig' });
const f = { basis: 'proposed', samples: false } as const;
const lap = async (n: string, w: () => Promise<unknown>) => {
	const t = performance.now();
	await w();
	console.log(n, Math.round(performance.now() - t));
};
await lap('coverage', () => coverage(db, f));
await lap('countConcepts challenge', () => countConcepts(db, 'challenge', f));
await lap('countConcepts sector', () => countConcepts(db, 'sector', f));
await lap('cross', () => crossTable(db, 'sector', 'challenge', f));
await lap('generic lang', () => genericShare(db, 'language', f));
await lap('generic region', () => genericShare(db, 'region', f));
await lap('quotes ch', () => quotesByRegion(db, 'challenge', f, 3));
await lap('quotes need', () => quotesByRegion(db, 'need', f, 3));
await lap('figures', () => askFigures(db, f));
await lap('compose', () => composeStudy(db, { language: 'en', filters: f, at: new Date() }));

import { draftStudy } from '#domain/studies/write.server.ts';
import { redraftStudy } from '#domain/studies/redraft.server.ts';
import { showStudy, showSentence } from '#domain/studies/shown.server.ts';
import { wordOf } from '#domain/studies/word.server.ts';
import { localAdministrator } from '#domain/actor.ts';
import { findStudy, listSources, listSourceIds } from '#domain/studies/read.server.ts';
let id = 0;
await lap('draft', async () => {
	id = await draftStudy(db, localAdministrator, { language: 'en', filters: f });
});
await lap('find', () => findStudy(db, id));
await lap('sources note', () => listSources(db, id, 'en', 'note', 4));
await lap('sources sentence', () => listSources(db, id, 'en', 'sentence', 60));
await lap('ids', () => listSourceIds(db, id));
await lap('show', () => showStudy(db, id, 'en'));
await lap('show sentence', () => showSentence(db, id, 17, 'en', 0));
await lap('redraft', () => redraftStudy(db, id));
await lap('word', async () => console.log((await wordOf(db, id)).length));
console.log(
	await db
		.selectFrom('sentenceSource')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.execute()
);
await db.destroy();
