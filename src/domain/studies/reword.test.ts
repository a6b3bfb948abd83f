import { expect, test } from 'vitest';
import { operator, visitor } from '#domain/actor.ts';
import { findSetAside } from '#domain/edits/read.server.ts';
import { freshDatabase } from '#tests/database.ts';
import { makeHolder } from '#tests/make-offices.ts';
import { makeReports } from '#tests/make-reports.ts';
import { ownFigures } from './own-figures.ts';
import { findStudy } from './read.server.ts';
import { redraftStudy } from './redraft.server.ts';
import { rewordSentence } from './reword.server.ts';
import { wordOf } from './word.server.ts';
import { draftStudy } from './write.server.ts';
import { strFromU8, unzipSync } from 'fflate';

const db = await freshDatabase();
await makeReports(db);
const editor = await makeHolder(db, 'editor', 'editor@example.org');
const translator = await makeHolder(db, 'translator', 'translator@example.org');
const studyId = await draftStudy(db, operator, { language: 'en', filters: { basis: 'proposed', samples: false } });
const { sentences } = await findStudy(db, studyId);
const plain = sentences.find(({ recipe, body }) => !('quote' in recipe.result) && recipe.query !== 'nothing' && /\d/.test(body))!;
const quoted = sentences.find(({ recipe }) => typeof recipe.result['quote'] === 'string')!;

const sentenceAt = async (position: number) => (await findStudy(db, studyId)).sentences.find((one) => one.position === position)!;
const reword = (actor: typeof editor, position: number, began: string, body: string, about: { why?: string; ownsFigures?: boolean } = {}) =>
	rewordSentence(
		db,
		actor,
		{ studyId, position },
		{ began: { body: began }, words: { body }, why: about.why ?? 'plainer words', ownsFigures: about.ownsFigures ?? false }
	);

test('a person’s words stand with their name, beside what was written from the recipe', async () => {
	const { position, body } = plain;
	expect(await reword(editor, position, body, `In short: ${body}`)).toEqual({ isSaved: true, kept: [] });
	const now = await sentenceAt(position);
	expect(now).toMatchObject({ body: `In short: ${body}`, written: body, rewordedBy: editor.key, recipe: plain.recipe });
	const compared = (await redraftStudy(db, studyId)).find((one) => one.position === position);
	expect(compared).toMatchObject({ how: 'same', before: body, reworded: `In short: ${body}` });
	const text = strFromU8(unzipSync(await wordOf(db, studyId))['word/document.xml']!).replace(/<[^>]+>/g, '');
	expect(text).toContain('edited in part');
	expect(text).toContain('Written from the recipe: ');
});

test('writing the same as the recipe puts the machine’s sentence back', async () => {
	const { position, body } = plain;
	await reword(editor, position, (await sentenceAt(position)).body, body);
	expect(await sentenceAt(position)).toMatchObject({ body, written: null, rewordedBy: null, rewordedAt: null });
});

test('of two who reword a sentence, the later sees both and chooses', async () => {
	const { position, body } = plain;
	await reword(editor, position, body, `One: ${body}`);
	expect(await reword(translator, position, body, `Two: ${body}`)).toEqual({
		isSaved: false,
		clashes: [{ field: 'body', theirs: `One: ${body}`, mine: `Two: ${body}` }]
	});
	const now = { body: `One: ${body}` };
	const setAside = await findSetAside(db, translator, { record: 'sentence', id: plain.id }, { fields: ['body'], now });
	expect(setAside?.clashes).toMatchObject([{ theirs: `One: ${body}`, mine: `Two: ${body}`, by: editor.key }]);
	expect(await reword(translator, position, `One: ${body}`, `Two: ${body}`)).toMatchObject({ isSaved: true });
	expect(await sentenceAt(position)).toMatchObject({ body: `Two: ${body}`, written: body, rewordedBy: translator.key });
});

test('figures that nobody counted are refused, until the editor owns them', async () => {
	const { position } = plain;
	const { body } = await sentenceAt(position);
	await expect(reword(editor, position, body, `${body} That is 9,731 in all.`)).rejects.toMatchObject({
		code: 'edits.own-figures',
		slots: { figures: '9,731' }
	});
	expect(await reword(editor, position, body, `${body} That is 9,731 in all.`, { ownsFigures: true })).toMatchObject({ isSaved: true });
});

test('what a Party is quoted with stays as it is', async () => {
	const quote = String(quoted.recipe.result['quote']);
	const changed = quoted.body.replace(quote, quote.slice(1));
	await expect(reword(editor, quoted.position, quoted.body, changed)).rejects.toMatchObject({ code: 'edits.quote-changed' });
	expect(await reword(editor, quoted.position, quoted.body, `Thus: ${quoted.body}`)).toMatchObject({ isSaved: true });
});

test('a sentence is reworded by who may, for a reason, as one sentence', async () => {
	const { position } = plain;
	const { body } = await sentenceAt(position);
	await expect(reword(visitor, position, body, 'No.')).rejects.toMatchObject({ code: 'refused.not-allowed' });
	await expect(reword(editor, position, body, 'No.', { why: '' })).rejects.toMatchObject({ code: 'edits.why-asked' });
	for (const words of ['', 'One.\nTwo.', 'x'.repeat(4001)])
		await expect(reword(editor, position, body, words)).rejects.toMatchObject({ code: 'edits.one-sentence' });
	await expect(reword(editor, 99_999, body, 'No.')).rejects.toMatchObject({ code: 'refused.not-found' });
	expect((await sentenceAt(position)).body).toBe(body);
});

test('a figure is the same in the digits and signs of any language', () => {
	expect(ownFigures('1,234 of 5.5', '١٬٢٣٤ من ٥٫٥')).toEqual([]);
	expect(ownFigures('1 234', '1\u202f234, 1’234 and 12')).toEqual(['1\u202f234', '1’234', '12']);
	expect(ownFigures('in 2025', 'in 2025, article 14')).toEqual(['14']);
});
