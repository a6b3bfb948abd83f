import type { Language } from '../../languages.ts';
import { stem } from '../../stem.ts';
import type { Word } from '../words.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** By language and sense: the words, a star for any ending. */
export const senseLists: Record<Language, Record<string, string>> = { ar, en, es, fr, ru, zh };

/** The names of the senses, the same in every language. */
export const senseNames = Object.keys(en);

/** A word list made ready: whole stems, and beginnings of words by their first two letters; in Chinese, strings by their first character. */
type Ready = { stems: Map<string, number[]>; openings: Map<string, [string, number][]>; met: Map<string, readonly number[]> };

const ready = new Map<Language, Ready>();

function readyFor(language: Language): Ready {
	const known = ready.get(language);
	if (known !== undefined) return known;
	const made: Ready = { stems: new Map(), openings: new Map(), met: new Map() };
	for (const [sense, name] of senseNames.entries()) {
		for (const word of (senseLists[language][name] ?? '').split(' ')) {
			if (word === '') continue;
			if (language === 'zh') push(made.openings, word.charAt(0), [word, sense]);
			else if (word.endsWith('*')) {
				const opening = plainForm(language, word.slice(0, -1));
				push(made.openings, opening.slice(0, 2), [opening, sense]);
			} else push(made.stems, stem(language, word), sense);
		}
	}
	ready.set(language, made);
	return made;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [value]);
	else known.push(value);
}

const none: readonly number[] = [];

/** Word by word, the senses that it may have. */
export function sensesOf(language: Language, words: readonly Word[]): (readonly number[])[] {
	const list = readyFor(language);
	if (language === 'zh') return words.map((_, at) => chineseSenses(list, words, at));
	return words.map(({ form, stem: own }) => {
		const known = list.met.get(form);
		if (known !== undefined) return known;
		const made = form === '#' ? none : senseOfForm(list, language, form, own);
		if (list.met.size > 200_000) list.met.clear();
		list.met.set(form, made);
		return made;
	});
}

function chineseSenses({ openings }: Ready, words: readonly Word[], at: number): readonly number[] {
	const candidates = openings.get((words[at] as Word).form);
	if (candidates === undefined) return none;
	const senses: number[] = [];
	for (const [text, sense] of candidates) {
		let length = 1;
		while (length < text.length && words[at + length]?.form === text.charAt(length) && words[at + length]?.gap === 0) length++;
		if (length === text.length && !senses.includes(sense)) senses.push(sense);
	}
	return senses.length === 0 ? none : senses;
}

function senseOfForm({ stems, openings }: Ready, language: Language, form: string, own: string): readonly number[] {
	const senses = new Set(stems.get(own));
	for (const one of language === 'ar' ? arabicForms(plainForm(language, form)) : [plainForm(language, form)]) {
		for (const [opening, sense] of openings.get(one.slice(0, 2)) ?? []) if (one.startsWith(opening)) senses.add(sense);
		if (language === 'ar') for (const sense of stems.get(stem(language, one)) ?? []) senses.add(sense);
	}
	return senses.size === 0 ? none : [...senses].sort((a, b) => a - b);
}

/** The letters that differ in writing only are made one. */
function plainForm(language: Language, form: string): string {
	if (language === 'ar')
		return form
			.replace(/[أإآٱ]/g, 'ا')
			.replace(/[ىئ]/g, 'ي')
			.replace(/ؤ/g, 'و')
			.replace(/ة/g, 'ه')
			.replace(/[\u064b-\u0655\u0670\u0640]/g, '');
	return form.normalize('NFD').replace(/\p{Mn}/gu, '');
}

const proclitics = ['و', 'ف', 'ب', 'ل', 'ك', 'ال', 'وال', 'فال', 'بال', 'كال', 'لل', 'وب', 'ول', 'وبال', 'ولل'];

function arabicForms(form: string): string[] {
	return [form, ...proclitics.filter((one) => form.startsWith(one) && form.length - one.length >= 3).map((one) => form.slice(one.length))];
}
