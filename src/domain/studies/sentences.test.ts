import { expect, test } from 'vitest';
import { unGroups } from '#domain/parties/model.ts';
import { say } from '#i18n/messages.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { dayOf, share, where, who, whoOf } from './fragments.ts';
import { conceptPhrase, groupPhrase } from './phrases.ts';
import { excerpt } from './quotation.ts';

const numbers = [1, 2, 3, 5, 11, 21, 100];
const finance = (language: Language) => conceptPhrase(language, 'challenge/finance', new Map());

/** A sentence in which so many of so many Parties speak, in as many passages. */
function challenge(language: Language, parties: number, of: number): string {
	const counted = { parties, passages: parties, reviewed: 0, standing: 'proposed' as const, sources: [] };
	return say(language, 'sentences.challenge-one', {
		who: who(language, counted, of),
		where: where(language, counted),
		parties,
		challenge: finance(language)
	});
}

test('Russian numbers govern their nouns, participles and verbs', () => {
	expect(numbers.map((n) => challenge('ru', n, 200).replaceAll('\u00a0', ' '))).toEqual([
		'1 из 200 Сторон, представивших доклады (1 процент), указала на недостаточное финансирование – в 1 фрагменте, выявленном автоматически и еще не проверенном человеком.',
		'2 из 200 Сторон, представивших доклады (1 процент), указали на недостаточное финансирование – в 2 фрагментах, выявленных автоматически и еще не проверенных человеком.',
		'3 из 200 Сторон, представивших доклады (2 процента), указали на недостаточное финансирование – в 3 фрагментах, выявленных автоматически и еще не проверенных человеком.',
		'5 из 200 Сторон, представивших доклады (3 процента), указали на недостаточное финансирование – в 5 фрагментах, выявленных автоматически и еще не проверенных человеком.',
		'11 из 200 Сторон, представивших доклады (6 процентов), указали на недостаточное финансирование – в 11 фрагментах, выявленных автоматически и еще не проверенных человеком.',
		'21 из 200 Сторон, представивших доклады (11 процентов), указала на недостаточное финансирование – в 21 фрагменте, выявленном автоматически и еще не проверенном человеком.',
		'100 из 200 Сторон, представивших доклады (50 процентов), указали на недостаточное финансирование – в 100 фрагментах, выявленных автоматически и еще не проверенных человеком.'
	]);
	expect(who('ru', { parties: 7 }, 21)).toBe('7 из 21 Стороны, представившей доклады (33 процента),');
	expect(who('ru', { parties: 2 }, 2)).toBe('Обе Стороны, представившие доклады (100 процентов),');
	expect(who('ru', { parties: 21 }, 21)).toBe('21 из 21 Стороны, представившей доклады (100 процентов),');
	expect(whoOf('ru', { parties: 3 }, 21)).toBe('Из 21 Стороны, представившей доклады, 3 (14 процентов)');
});

test('Arabic has all its numbers: one, two, few, many and the rest', () => {
	expect(numbers.map((n) => challenge('ar', n, 200))).toEqual([
		'أشار طرف واحد من أصل 200 طرف قدمت تقارير (1 في المائة) إلى عدم كفاية التمويل، في مقطع واحد حددته الآلة ولم يراجَع بعد.',
		'أشار طرفان من أصل 200 طرف قدمت تقارير (1 في المائة) إلى عدم كفاية التمويل، في مقطعين حددتهما الآلة ولم يراجَعا بعد.',
		'أشارت 3 أطراف من أصل 200 طرف قدمت تقارير (2 في المائة) إلى عدم كفاية التمويل، في 3 مقاطع حددتها الآلة ولم تراجَع بعد.',
		'أشارت 5 أطراف من أصل 200 طرف قدمت تقارير (3 في المائة) إلى عدم كفاية التمويل، في 5 مقاطع حددتها الآلة ولم تراجَع بعد.',
		'أشار 11 طرفاً من أصل 200 طرف قدمت تقارير (6 في المائة) إلى عدم كفاية التمويل، في 11 مقطعاً حددتها الآلة ولم تراجَع بعد.',
		'أشار 21 طرفاً من أصل 200 طرف قدمت تقارير (11 في المائة) إلى عدم كفاية التمويل، في 21 مقطعاً حددتها الآلة ولم تراجَع بعد.',
		'أشار 100 طرف من أصل 200 طرف قدمت تقارير (50 في المائة) إلى عدم كفاية التمويل، في 100 مقطع حددتها الآلة ولم تراجَع بعد.'
	]);
	expect(who('ar', { parties: 2 }, 11)).toBe('طرفان من أصل 11 طرفاً قدمت تقارير (18 في المائة)');
	expect(who('ar', { parties: 2 }, 2)).toBe('الطرفان اللذان قدما تقارير (100 في المائة)');
	expect(who('ar', { parties: 1 }, 2)).toBe('طرف واحد من أصل طرفين قدما تقارير (50 في المائة)');
});

test('French, Spanish and English agree in number', () => {
	const verbs = (language: Language, verb: RegExp) => numbers.map((n) => verb.exec(challenge(language, n, 200))?.[0]);
	expect(verbs('fr', /(a|ont) signalé/)).toEqual(['a signalé', ...Array.from({ length: 6 }, () => 'ont signalé')]);
	expect(verbs('fr', /passages? repérés?/)).toEqual(['passage repéré', ...Array.from({ length: 6 }, () => 'passages repérés')]);
	expect(verbs('es', /señal(ó|aron)/)).toEqual(['señaló', ...Array.from({ length: 6 }, () => 'señalaron')]);
	expect(verbs('es', /pasajes? identificados?/)).toEqual([
		'pasaje identificado',
		...Array.from({ length: 6 }, () => 'pasajes identificados')
	]);
	expect(verbs('en', /in \d+ passages?/)).toEqual(numbers.map((n) => `in ${n} passage${n === 1 ? '' : 's'}`));
	expect(challenge('fr', 7, 10)).toMatch(/^7 Parties sur les 10 ayant présenté un rapport \(70\u00a0%\) ont signalé/);
	expect(challenge('es', 7, 10)).toMatch(/^7 de las 10 Partes que presentaron informes \(el 70\u00a0%\) señalaron/);
	expect(challenge('en', 2, 2)).toMatch(/^Both Parties that reported \(100 per cent\) pointed to insufficient financing/);
});

test('Chinese counts Parties and passages with their measure words', () => {
	expect(numbers.map((n) => challenge('zh', n, 200))).toEqual(
		numbers.map((n) => `提交报告的200个缔约方中有${n}个（${Math.round(n / 2)}%）指出资金不足，见于${n}个由机器识别、尚未经人工审核的段落。`)
	);
});

test('the one Party that reported is not counted out of one', () => {
	expect(languages.map((language) => who(language, { parties: 1 }, 1))).toEqual([
		'الطرف الوحيد الذي قدم تقريراً',
		'The one Party that reported',
		'La única Parte que presentó informe',
		'La seule Partie ayant présenté un rapport',
		'Единственная Сторона, представившая доклад,',
		'唯一提交报告的缔约方'
	]);
});

test('what nobody said reads well for any number of Parties', () => {
	for (const language of languages) {
		for (const of of numbers) {
			for (const key of ['challenges-none', 'sectors-none', 'needs-none', 'enablers-none'] as const) {
				const said = say(language, `sentences.${key}`, { of, according: say(language, 'sentences.according', { basis: 'proposed' }) });
				expect(said).not.toMatch(/[{}#]|undefined/);
				if (of > 2) expect(said).toContain(String(of));
			}
		}
	}
	expect(say('ru', 'sentences.challenges-none', { of: 21, according: 'x' })).toMatch(/^Ни одна из 21 Стороны, представившей доклады,/);
	expect(say('ar', 'sentences.challenges-none', { of: 2, according: 'x' })).toContain('أي من الطرفين اللذين قدما تقارير');
});

test('statements are counted down to none and to one', () => {
	const general = (language: Language, statements: number, generic: number) => {
		const slots = { statements, generic, standing: 'proposed', share: share(language, generic, statements) };
		return say(language, 'sentences.specificity-language', {
			language: say(language, 'sentences.language-fr'),
			general: say(language, 'sentences.general', slots),
			statements,
			generic
		});
	};
	expect(general('en', 1, 0)).toBe(
		'In texts written in French, the only statement identified by machine and not yet reviewed is not general.'
	);
	expect(general('en', 5, 0)).toBe(
		'In texts written in French, none of the 5 statements identified by machine and not yet reviewed are general.'
	);
	expect(general('fr', 5, 1)).toContain('1 des 5 énoncés repérés par la machine et non encore vérifiés (20\u00a0%) est général');
	expect(general('ru', 21, 2)).toContain('2 из 21 высказывания, выявленного автоматически');
	expect(general('ar', 3, 2)).toContain('تتسم بالعموم عبارتان من أصل 3 عبارات');
	for (const language of languages) {
		for (const statements of numbers) {
			for (const generic of [0, 1, statements]) expect(general(language, statements, generic)).not.toMatch(/[{}#]|undefined/);
		}
	}
});

test('a share is never said to be nothing or all where it is not', () => {
	expect(share('en', 1, 1000)).toBe('less than 1 per cent');
	expect(share('en', 999, 1000)).toBe('more than 99 per cent');
	expect([share('fr', 7, 10), share('es', 7, 10), share('zh', 7, 10)]).toEqual(['70\u00a0%', 'el 70\u00a0%', '70%']);
	expect([1, 2, 5, 21].map((n) => share('ru', n, 100))).toEqual(['1 процент', '2 процента', '5 процентов', '21 процент']);
});

test('each concept and each group has a phrase of its own in each language, and what is unknown is named by its label', () => {
	const concepts = ['challenge/data', 'need/rules', 'sector/vcm', 'enabler/cooperation'];
	for (const id of concepts) expect(new Set(languages.map((language) => conceptPhrase(language, id, new Map()))).size).toBe(6);
	for (const group of unGroups) expect(new Set(languages.map((language) => groupPhrase(language, group))).size).toBe(6);
	const labels = new Map([['challenge/one', 'Кража']]);
	expect(conceptPhrase('ru', 'challenge/one', labels)).toBe('трудность, обозначенную как «Кража»');
});

test('a day is written as United Nations documents write it', () => {
	const day = new Date('2026-11-24T10:00:00Z');
	expect(languages.map((language) => dayOf(language, day))).toEqual([
		'24 تشرين الثاني/نوفمبر 2026',
		'24 November 2026',
		'24 de noviembre de 2026',
		'24 novembre 2026',
		'24 ноября 2026 года',
		'2026年11月24日'
	]);
});

test('a quotation is the sentence in which the evidence stands, or the words around it', () => {
	expect(excerpt('First. Money is\n lacking here. Last.', 'lacking', 'en')).toBe('Money is lacking here.');
	expect(excerpt('设备很好。缺乏资金。其他。', '缺乏资金', 'zh')).toBe('缺乏资金。');
	const long = `${'before '.repeat(80)}money is lacking ${'after '.repeat(80)}.`;
	const cut = excerpt(long, 'money is lacking', 'en');
	expect(cut).toContain('money is lacking');
	expect(cut.length).toBeLessThan(330);
	expect(cut).toMatch(/^… before .* after …$/);
});
