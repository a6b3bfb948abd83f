import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { checkCodebook } from './check.ts';
import { readCodebook } from './codebook.server.ts';
import { countWordings } from './model.ts';

const { concepts } = readCodebook(resolve('data/concepts'));
const ids = new Set(concepts.map(({ id }) => id));

/** Identifiers that outside test sets name. */
const fixed = {
	challenge: 'finance technical-capacity institutions data access awareness infrastructure coordination',
	need: 'equipment skills finance infrastructure rules data information access',
	sector:
		'asgm products lighting health-care dental-amalgam cosmetics non-ferrous-metals cement coal waste chlor-alkali vcm contaminated-sites trade monitoring',
	enabler: 'policy institutions workforce monitoring finance cooperation',
	stance: 'challenge need progress plan offer'
};

test.each(Object.entries(fixed))('every fixed identifier of %s is there', (scheme, names) => {
	const expected = names.split(' ').map((name) => `${scheme}/${name}`);
	expect(expected.filter((id) => !ids.has(id))).toEqual([]);
});

test('there are at least sixty concepts and three thousand wordings', () => {
	expect(concepts.length).toBeGreaterThanOrEqual(60);
	const total = concepts.reduce((sum, concept) => sum + languages.reduce((all, language) => all + countWordings(concept, language), 0), 0);
	expect(total).toBeGreaterThanOrEqual(3000);
});

test('nothing is wrong with the codebook that ships', () => {
	expect(checkCodebook(concepts).map(({ fault, conceptId, language, detail }) => [fault, conceptId, language, detail].join(' · '))).toEqual(
		[]
	);
});
