import { makeLexicons } from '#text/lexicon.ts';
import type { Wording } from '#text/lexicon.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Learnt } from '#text/learn/model.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import { scorePassage } from '#text/learn/score.ts';

const wording = (conceptId: string, body: string): Wording => ({ conceptId, kind: 'alternative', body });
/** A few wordings that never change, so that scores tell of the machine and of what it reads in a text, and not of the codebook. */
const wordings: Record<Language, Wording[]> = {
	ar: [wording('need/equipment', 'أجهزة القياس')],
	en: [wording('need/equipment', 'mercury analysers')],
	es: [wording('need/equipment', 'analizadores de mercurio')],
	fr: [wording('need/equipment', 'analyseurs de mercure')],
	ru: [wording('need/equipment', 'анализаторы ртути')],
	zh: [wording('need/equipment', '汞分析仪')]
};
const texts: Record<Language, string> = {
	ar: 'لا يملك المختبر أجهزة القياس ولم يُدرَّب أحد على استعمالها منذ عام 2019.',
	en: 'The laboratory has no mercury analysers, and nobody has been trained to use them since 2019.',
	es: 'El laboratorio no tiene analizadores de mercurio y nadie ha recibido capacitación desde 2019.',
	fr: 'Le laboratoire n’a pas d’analyseurs de mercure et personne n’a été formé depuis 2019.',
	ru: 'В лаборатории нет анализаторов ртути, и с 2019 года никто не обучен с ними работать.',
	zh: '实验室没有汞分析仪，自2019年以来也没有人接受过使用培训。'
};

export type Probes = Record<Language, Record<string, number>>;

/** What a model says of one text in each language, label by label: by this a model that was kept is known to say what it said when it was made. */
export function probesOf(learnt: Learnt): Probes {
	const lexicons = makeLexicons(wordings);
	const of = (language: Language) => {
		const reading = readText(lexicons[language], makeNearness(lexicons[language]), texts[language]);
		return Object.fromEntries(scorePassage(learnt, reading).map(({ label, probability }) => [label, Math.round(probability * 1e6) / 1e6]));
	};
	return Object.fromEntries(languages.map((language) => [language, of(language)])) as Probes;
}
