import { remarksOnStudy } from '#domain/replies/marks.server.ts';
import { findStudy } from '#domain/studies/read.server.ts';
import { countWithheld, disclosesStudy } from '#domain/studies/withheld.server.ts';
import { wordOf } from '#domain/studies/word.server.ts';
import { orExplain } from '#ui/refused.server.ts';
import type { RequestHandler } from './$types';

const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const GET: RequestHandler = async ({ locals: { db, store, actor }, params: { language, id }, url }) => {
	const study = await orExplain(language, findStudy(db, id));
	const withheld = await countWithheld(store, id, study.sentences.length);
	await disclosesStudy(db, store, actor, { way: 'file', studyId: id });
	const file = await wordOf(db, id, url.origin, withheld, await remarksOnStudy(db, id, study.language));
	return new Response(file.slice(), {
		headers: { 'content-type': mime, 'content-disposition': `attachment; filename="cinnabar-study-${id}-${study.language}.docx"` }
	});
};
