import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import { extract } from '#domain/documents/extract/extract.server.ts';
import { codeText } from '#text/code.ts';
import { makeLexicons } from '#text/lexicon.ts';

const path = '../shared/seeds/000_a39170d7ccdc048a.txt';
const isHere = existsSync(path);

/** Concepts with their stance in the passages whose place begins so. */
async function codesAt(place: string): Promise<string[]> {
	const { blocks } = await extract(readFileSync(path), 'mandate.txt');
	const lexicon = makeLexicons(wordingsByLanguage(readCodebook('data/concepts').concepts)).ru;
	const found = blocks.filter((block) => block.place === place).flatMap(({ text }) => codeText(lexicon, text).codes);
	return found.map(({ concept, stance }) => `${concept} ${stance}`);
}

test.skipIf(!isHere).each([
	['5 a)', 'challenge/finance'],
	['5 b)', 'challenge/technical-capacity'],
	['5 c)', 'challenge/institutions'],
	['5 d)', 'challenge/data'],
	['5 e)', 'challenge/access']
])('paragraph %s of the mandate says %s', async (place, concept) => {
	expect(await codesAt(place)).toContain(`${concept} challenge`);
});

test.skipIf(!isHere)('paragraph 6 b) names the sectors and the four kinds of need', async () => {
	const concepts = (await codesAt('6 b)')).map((code) => code.split(' ')[0]);
	const sectors = [
		'asgm',
		'products',
		'lighting',
		'health-care',
		'dental-amalgam',
		'non-ferrous-metals',
		'cement',
		'waste',
		'chlor-alkali'
	];
	expect(concepts).toEqual(expect.arrayContaining(sectors.map((name) => `sector/${name}`)));
	expect(concepts).toEqual(expect.arrayContaining(['equipment', 'skills', 'finance', 'infrastructure'].map((name) => `need/${name}`)));
});

test.skipIf(!isHere)('paragraph 6 c) names the enabling conditions', async () => {
	const concepts = (await codesAt('6 c)')).map((code) => code.split(' ')[0]);
	expect(concepts).toEqual(
		expect.arrayContaining(['policy', 'institutions', 'workforce', 'monitoring', 'finance', 'cooperation'].map((name) => `enabler/${name}`))
	);
});
