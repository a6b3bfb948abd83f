import { functionWords, Role } from './function-words.ts';
import type { RoleName } from './function-words.ts';
import type { Language } from './languages.ts';
import { inLowerCase } from './lower-case.ts';
import { stem, stems } from './stem.ts';

const capitalsSalt = 0x5bd1e995;
const firstSize = 1 << 16;
const mostForms = 1 << 20;

/** The words that the wordings of one language are made of, each with a number; and every form met in a text, with the number it stands for. */
export type Vocabulary = {
	language: Language;
	numbers: Map<string, number>;
	/** By number: one of `Role`. */
	roles: number[];
	/** Words that count only in capitals, such as LED. */
	hasCapitals: boolean;
	forms: Forms;
};

/** An open-addressing table from the 64-bit hash of a form to the number of its word. Its cost does not depend on how many words there are. */
type Forms = { size: number; used: number; /** Rows of high half, low half, word (-1 where empty) and one empty cell. */ rows: Int32Array };

export function makeVocabulary(language: Language): Vocabulary {
	const vocabulary: Vocabulary = { language, numbers: new Map(), roles: [0], hasCapitals: false, forms: emptyForms(firstSize) };
	numberOf(vocabulary, comma);
	for (const [role, words] of Object.entries(functionWords[language]) as [RoleName, string][]) {
		for (const word of words.split(' ').filter((one) => one !== '')) {
			const key = functionKey(language, word);
			if (!vocabulary.numbers.has(key)) vocabulary.roles[numberOf(vocabulary, key)] = Role[role];
		}
	}
	return vocabulary;
}

/** A comma inside a wording is a word of its own there: "power plants, run on coal". It is always number 1. */
const comma = ',';
export const commaWord = 1;

/** Function words are known by their whole form, so that a stem such as "on" from "ones" is not taken for one. */
function functionKey(language: Language, word: string): string {
	return language === 'zh' ? word : `=${word}`;
}

function numberOf(vocabulary: Vocabulary, key: string): number {
	const known = vocabulary.numbers.get(key);
	if (known !== undefined) return known;
	const fresh = vocabulary.numbers.size + 1;
	vocabulary.numbers.set(key, fresh);
	vocabulary.roles[fresh] = Role.none;
	return fresh;
}

/** Gives a word of a wording its number. `word` is in lower case; `isCapitals` says that the wording writes it all in capitals. */
export function learnWord(vocabulary: Vocabulary, word: string, isCapitals: boolean): number {
	const asFunction = vocabulary.numbers.get(functionKey(vocabulary.language, word));
	if (asFunction !== undefined && !isCapitals) return asFunction;
	if (isCapitals) vocabulary.hasCapitals = true;
	return numberOf(vocabulary, isCapitals ? `^${word}` : stem(vocabulary.language, word));
}

/** The number of a form met in a text, or 0. The form itself, `from` to `to` of the text, is read only when it is new. */
export function lookUp(
	vocabulary: Vocabulary,
	high: number,
	low: number,
	isCapitals: boolean,
	text: string,
	from: number,
	to: number
): number {
	const salted = isCapitals ? high ^ capitalsSalt : high;
	const { size, rows } = vocabulary.forms;
	let row = slotOf(salted, low, size) * 4;
	while (rows[row + 2] !== -1) {
		if (rows[row] === salted && rows[row + 1] === low) return rows[row + 2] as number;
		row = (row + 4) & (size * 4 - 1);
	}
	const word = resolve(vocabulary, inLowerCase(text, from, to), isCapitals);
	if (vocabulary.forms.used * 2 >= size) vocabulary.forms = grown(vocabulary.forms);
	put(vocabulary.forms, salted, low, word);
	return word;
}

function slotOf(high: number, low: number, size: number): number {
	return (high ^ (low >>> 7)) & (size - 1);
}

function put(forms: Forms, high: number, low: number, word: number): void {
	const { size, rows } = forms;
	let row = slotOf(high, low, size) * 4;
	while (rows[row + 2] !== -1) row = (row + 4) & (size * 4 - 1);
	rows[row] = high;
	rows[row + 1] = low;
	rows[row + 2] = word;
	forms.used++;
}

/** Forgets the forms met so far: to be called when the last word has been learnt, because what was unknown before may be known now. */
export function forgetForms(vocabulary: Vocabulary): void {
	vocabulary.forms = emptyForms(firstSize);
}

function resolve({ language, numbers, hasCapitals }: Vocabulary, form: string, isCapitals: boolean): number {
	if (isCapitals && hasCapitals) {
		const inCapitals = numbers.get(`^${form}`);
		if (inCapitals !== undefined) return inCapitals;
	}
	const asFunction = numbers.get(functionKey(language, form));
	if (asFunction !== undefined) return asFunction;
	for (const one of stems(language, form)) {
		const known = numbers.get(one);
		if (known !== undefined) return known;
	}
	return 0;
}

function emptyForms(size: number): Forms {
	const rows = new Int32Array(size * 4);
	for (let row = 2; row < rows.length; row += 4) rows[row] = -1;
	return { size, used: 0, rows };
}

/** Doubles the table; past a bound, forgets the forms and starts again, so that endless new words cannot fill the memory. */
function grown({ size, rows }: Forms): Forms {
	if (size >= mostForms) return emptyForms(firstSize);
	const larger = emptyForms(size * 2);
	for (let row = 0; row < rows.length; row += 4) {
		if (rows[row + 2] !== -1) put(larger, rows[row] as number, rows[row + 1] as number, rows[row + 2] as number);
	}
	return larger;
}
