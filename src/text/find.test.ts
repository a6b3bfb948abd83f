import { expect, test } from 'vitest';
import { find } from './find.ts';
import { languages } from './languages.ts';
import type { Language } from './languages.ts';
import { makeLexicon } from './lexicon.ts';
import type { Wording } from './lexicon.ts';

const alternative = (conceptId: string, ...bodies: string[]): Wording[] => bodies.map((body) => ({ conceptId, kind: 'alternative', body }));

/** The words found, with the concept that they stand for. */
function found(language: Language, wordings: Wording[], text: string): string[] {
	const lexicon = makeLexicon(language, wordings);
	const { tokens } = lexicon;
	return find(lexicon, text).map(({ entry, from, to }) => `${entry.conceptId}: ${text.slice(tokens.start[from], tokens.end[to - 1])}`);
}

test.each<[Language, string, string, string]>([
	['en', 'trained staff', 'The country train­s; trained STAFFS leave.', 'trained STAFFS'],
	['en', 'small-scale gold mining', 'Small scale gold mining', 'Small scale gold mining'],
	['fr', 'accès aux technologies', 'L’accès à la technologie est limité.', 'accès à la technologie'],
	['fr', 'ressources financières', 'RESSOURCES FINANCIÈRES', 'RESSOURCES FINANCIÈRES'],
	['es', 'personal capacitado', 'No hay personal capacitado.', 'personal capacitado'],
	['ru', 'подготовленный персонал', 'нехватка подготовленного персонала', 'подготовленного персонала'],
	['ru', 'учет', 'учёта', 'учёта'],
	['ar', 'الموارد المالية', 'نقصٌ في المَوارِدِ الماليّة', 'المَوارِدِ الماليّة'],
	['ar', 'مختبرات', 'ولمختبراتها', 'ولمختبراتها'],
	['ar', 'بنية تحتية', 'وبالبنية التحتيه', 'وبالبنية التحتيه'],
	['ru', 'станции, работающие на угле', 'станций, работающих на угле', 'станций, работающих на угле'],
	['ar', 'الألومنيوم', 'والألومنيوم', 'والألومنيوم'],
	['zh', '技术人员', '缺乏技术人员。', '技术人员'],
	['zh', '资金支持', '资金的支持', '资金的支持']
])('in %s, "%s" is found in its other forms', (language, wording, text, words) => {
	expect(found(language, alternative('need/x', wording), text)).toEqual([`need/x: ${words}`]);
});

test('a wording in capitals is found only in capitals', () => {
	const wordings = alternative('sector/lighting', 'LED');
	expect(found('en', wordings, 'Led by the ministry, LED lamps came.')).toEqual(['sector/lighting: LED']);
});

test('of wordings of one scheme the longest wins, and schemes do not disturb each other', () => {
	const wordings = [
		...alternative('need/skills', 'training'),
		...alternative('need/equipment', 'training equipment'),
		...alternative('sector/waste', 'equipment')
	];
	expect(found('en', wordings, 'training equipment')).toEqual(['need/equipment: training equipment', 'sector/waste: equipment']);
});

test('two concepts may share a wording', () => {
	const wordings = [...alternative('need/skills', 'experts'), ...alternative('need/information', 'experts')];
	expect(found('en', wordings, 'experts')).toHaveLength(2);
});

test('an exclusion silences its own concept inside it and no other', () => {
	const wordings: Wording[] = [
		...alternative('sector/cement', 'cement'),
		...alternative('sector/dental-amalgam', 'dental'),
		{ conceptId: 'sector/cement', kind: 'exclusion', body: 'dental cement' }
	];
	expect(found('en', wordings, 'dental cement and cement')).toEqual(['sector/dental-amalgam: dental', 'sector/cement: cement']);
});

test('a wording does not reach over the end of a clause', () => {
	expect(found('en', alternative('need/x', 'mercury waste'), 'We use mercury. Waste is burnt; mercury, waste.')).toEqual([]);
});

test('offsets are those of the text as given, whatever characters it has', () => {
	const texts: Record<Language, string> = {
		en: '😀 𝒳 mer­cury \u200bx',
		fr: '𠀀 mercure\u0301 mercure',
		es: '👩‍🔬 mercurio',
		ru: '💧ртути',
		ar: '🏭 للزِئبق \u202bوالزئبق\u202c',
		zh: '𠮷汞污染𠮷'
	};
	const wordings: Record<Language, string> = { en: 'mercury', fr: 'mercure', es: 'mercurio', ru: 'ртуть', ar: 'الزئبق', zh: '汞' };
	for (const language of languages) {
		const text = texts[language];
		const lexicon = makeLexicon(language, alternative('need/x', wordings[language]));
		const hits = find(lexicon, text);
		expect(hits.length, language).toBeGreaterThan(0);
		for (const { from, to } of hits) {
			const quote = text.slice(lexicon.tokens.start[from], lexicon.tokens.end[to - 1]);
			expect(text.indexOf(quote)).toBeGreaterThanOrEqual(0);
			expect(quote).not.toMatch(/^[\s\ud800-\udfff]|[\s\ud800-\udbff]$/);
		}
	}
});

test('any string at all is scanned to its end, with tokens in order and inside it', () => {
	let seed = 7;
	const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
	const alphabets = 'abc ABC é ё أل ة ٣ 汞 的 。 . , \n 12.5 \ud83d \udc00 😀 \u0301 \u200f ’ - /';
	for (const language of languages) {
		const lexicon = makeLexicon(language, alternative('need/x', 'abc', 'ABC', '汞', 'ал', 'ال'));
		for (let round = 0; round < 200; round++) {
			const text = Array.from({ length: random(60) }, () => alphabets.charAt(random(alphabets.length))).join('');
			find(lexicon, text);
			const { count, start, end } = lexicon.tokens;
			let last = 0;
			for (let at = 0; at < count; at++) {
				expect(start[at]).toBeGreaterThanOrEqual(last);
				expect(end[at]).toBeGreaterThan(start[at] as number);
				last = end[at] as number;
			}
			expect(last).toBeLessThanOrEqual(text.length);
		}
	}
});
