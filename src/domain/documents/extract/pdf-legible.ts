import type { Font } from './pdf-glyphs.server.ts';

/**
 * The fonts whose text is noise. A font without a Unicode map draws letters that nobody can copy: what comes out is the
 * numbers of its glyphs, as control characters, as private signs, as `(cid:…)`, or as letters that make no words.
 */
export function illegibleFonts(fonts: Iterable<Font>): Set<Font> {
	return new Set(
		[...fonts].filter((font) => font.seen >= 4 && !isLegible(font.sample, font.isComposite && font.unmapped > font.seen * 0.9))
	);
}

const control = /[\u0000-\u0008\u000e-\u001f]/;

/** Whether text is of some language. `isSuspect`: the font names no sign otherwise than by its own code. */
export function isLegible(text: string, isSuspect = false): boolean {
	const length = text.length;
	if (length === 0) return true;
	if (/\(cid:\d+\)/.test(text)) return false;
	const [blank] = text.match(control) ?? [];
	// Some fonts draw the space as one control character and are sound otherwise.
	if (blank !== undefined && text.length > 8 && !control.test(text.replaceAll(blank, ' ')))
		return isLegible(text.replaceAll(blank, ' '), isSuspect);
	const junk = count(text, /\p{Cc}|\p{Cn}|[\ufffd\u{f0000}-\u{10ffff}]/gu) - count(text, /[\t\n\r]/g);
	if (junk > Math.max(2, length * 0.04)) return false;
	const letters = count(text, /\p{L}/gu);
	const hidden = count(text, /[\ue000-\uf8ff]/g);
	// A font of bullets and boxes is private too, and says nothing that would be missed.
	if (hidden > length * 0.3) return new Set(text).size <= 8;
	if (letters < 12) return true;
	if (mixesScripts(text)) return false;
	return !isSuspect || looksLikeWords(text, letters);
}

const scripts =
	/(\p{Script=Latin}+)|(\p{Script=Cyrillic}+)|(\p{Script=Arabic}+)|([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+)|(\p{Script=Greek}+)|(\p{L}+)/gu;

/** A word is in one script, however many a page may have. The numbers of glyphs fall where they may. */
function mixesScripts(text: string): boolean {
	const words = text.replace(/\p{M}/gu, '').match(/\p{L}{3,}/gu) ?? [];
	const mixed = words.filter(
		(word) =>
			(word.match(scripts)?.length ?? 0) > 1 &&
			!/^\p{Script=Latin}{1,5}[\p{Script=Han}\p{Script=Arabic}]|[\p{Script=Han}\p{Script=Arabic}]\p{Script=Latin}{1,12}$|\p{Script=Han}\p{Script=Latin}+\p{Script=Han}/u.test(
				word
			)
	);
	return mixed.length > Math.max(2, words.length * 0.15);
}

/** Words of Latin letters have vowels; letters shifted by a constant, as glyph numbers are, have few. */
function looksLikeWords(text: string, letters: number): boolean {
	const latin = count(text, /\p{Script=Latin}/gu);
	const marks = count(text, /[!-.;-@[-`{-~]/g);
	if (marks > letters * 0.6) return false;
	// The numbers of glyphs do not all fall among the letters of one script by chance.
	if (latin < letters * 0.6) return true;
	const vowels = count(text.normalize('NFD'), /[aeiouy]/gi) / latin;
	const isShouted = count(text, /\p{Lu}/gu) > latin * 0.5;
	return vowels < 0.62 && vowels > (isShouted ? 0.3 : letters < 40 ? 0.15 : 0.24);
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}
