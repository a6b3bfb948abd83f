import type { Hit } from './find.ts';
import type { Language } from './languages.ts';
import type { Lexicon } from './lexicon.ts';
import { Break, Trait } from './tokens.ts';

/** The first place or institution that a text names: by its kind ("province", "ministry"), or by a name in capitals inside a sentence. */
export function placeIn(lexicon: Lexicon, text: string, hits: readonly Hit[]): string | null {
	const { tokens } = lexicon;
	const kind = hits.find(({ entry }) => entry.conceptId === 'cue/place' || entry.conceptId === 'cue/institution');
	if (kind !== undefined) return text.slice(tokens.start[kind.from] as number, tokens.end[kind.to - 1] as number);
	if (lexicon.language === 'ar' || lexicon.language === 'zh') return null;
	return properName(lexicon, text);
}

/**
 * A word with a capital inside a sentence, which the lexicon does not know and which is no acronym: "in Tiira". Titles are full of capitals,
 * so where most words have one, none counts.
 */
function properName({ tokens, language }: Lexicon, text: string): string | null {
	const isOfficial = (word: string) => official[language]?.test(word) === true;
	let capitals = 0;
	let found: number | undefined;
	for (let at = 0; at < tokens.count; at++) {
		const trait = tokens.trait[at] as number;
		if ((trait & Trait.capital) === 0) continue;
		capitals++;
		const isInside = tokens.gap[at] === Break.none;
		const isUnknown =
			tokens.word[at] === 0 && (trait & Trait.capitals) === 0 && (tokens.end[at] as number) - (tokens.start[at] as number) > 3;
		if (found === undefined && isInside && isUnknown && !isOfficial(text.slice(tokens.start[at], tokens.end[at]))) found = at;
	}
	if (found === undefined || capitals * 2 > tokens.count) return null;
	return text.slice(tokens.start[found], tokens.end[found]);
}

/** Words that official style writes with a capital and that name no place. */
const official: Partial<Record<Language, RegExp>> = {
	en: /^(Part(y|ies)|State|Convention|Conference|Government|Minamata|Mercury|Secretariat|Annex|Decision|Article|Global|United|Nations|National|January|February|March|April|June|July|August|September|October|November|December|English|French|Spanish|Russian|Arabic|Chinese)/,
	fr: /^(Parties?|États?|Etats?|Convention|Conférence|Gouvernement|Minamata|Mercure|Secrétariat|Annexe|Décision|Fonds|Nations|Unies)/,
	es: /^(Partes?|Estados?|Convenio|Conferencia|Gobierno|Minamata|Mercurio|Secretaría|Anexo|Decisión|Fondo|Naciones|Unidas)/,
	ru: /^(Сторон|Государств|Конвенци|Конференци|Правительств|Минамат|Секретариат|Приложени|Решени|Глобальн|Организаци|Объединенн)/
};
