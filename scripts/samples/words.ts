import type { Language } from '#text/languages.ts';
import type { Report } from './report.ts';

/** What a report says apart from its own text: on its first page, in its running header, before questions and answers. */
type Words = {
	convention: string;
	kinds: Record<Report['kind'], string>;
	sample: (party: string) => string;
	part: (letter: string) => string;
	question: (number: string) => string;
	answer: string;
	page: string;
	seeSheet: (name: string) => string;
	columns: { number: string; question: string; answer: string };
};

export const words: Record<Language, Words> = {
	ar: {
		convention: 'اتفاقية ميناماتا بشأن الزئبق',
		kinds: { 'national-report': 'تقرير وطني مقدَّم بموجب المادة 21', survey: 'ردود على استبيان', 'project-report': 'تقرير عن مشروع' },
		sample: (party) => `وثيقة نموذجية – طرف متخيَّل: ${party}`,
		part: (letter) => `الجزء ${{ C: 'جيم', D: 'دال' }[letter] ?? letter}`,
		question: (number) => `السؤال ${number}:`,
		answer: 'الجواب:',
		page: 'صفحة',
		seeSheet: (name) => `انظر الورقة «${name}».`,
		columns: { number: 'الرقم', question: 'السؤال', answer: 'الجواب' }
	},
	en: {
		convention: 'Minamata Convention on Mercury',
		kinds: { 'national-report': 'National report under article 21', survey: 'Answers to a survey', 'project-report': 'Project report' },
		sample: (party) => `Sample document – invented Party: ${party}`,
		part: (letter) => `Part ${letter}`,
		question: (number) => `Question ${number}:`,
		answer: 'Answer:',
		page: 'Page',
		seeSheet: (name) => `See sheet “${name}”.`,
		columns: { number: 'No.', question: 'Question', answer: 'Answer' }
	},
	es: {
		convention: 'Convenio de Minamata sobre el Mercurio',
		kinds: {
			'national-report': 'Informe nacional presentado en virtud del artículo 21',
			survey: 'Respuestas a una encuesta',
			'project-report': 'Informe de proyecto'
		},
		sample: (party) => `Documento de ejemplo – Parte inventada: ${party}`,
		part: (letter) => `Parte ${letter}`,
		question: (number) => `Pregunta ${number}:`,
		answer: 'Respuesta:',
		page: 'Página',
		seeSheet: (name) => `Véase la hoja «${name}».`,
		columns: { number: 'N.º', question: 'Pregunta', answer: 'Respuesta' }
	},
	fr: {
		convention: 'Convention de Minamata sur le mercure',
		kinds: {
			'national-report': 'Rapport national présenté en application de l’article 21',
			survey: 'Réponses à une enquête',
			'project-report': 'Rapport de projet'
		},
		sample: (party) => `Document d’exemple – Partie inventée\u00a0: ${party}`,
		part: (letter) => `Partie ${letter}`,
		question: (number) => `Question ${number}\u00a0:`,
		answer: 'Réponse\u00a0:',
		page: 'Page',
		seeSheet: (name) => `Voir la feuille «\u00a0${name}\u00a0».`,
		columns: { number: 'N°', question: 'Question', answer: 'Réponse' }
	},
	ru: {
		convention: 'Минаматская конвенция о ртути',
		kinds: {
			'national-report': 'Национальный доклад, представленный в соответствии со статьей 21',
			survey: 'Ответы на вопросник',
			'project-report': 'Доклад о проекте'
		},
		sample: (party) => `Образец документа – вымышленная Сторона: ${party}`,
		part: (letter) => `Часть ${letter}`,
		question: (number) => `Вопрос ${number}:`,
		answer: 'Ответ:',
		page: 'Страница',
		seeSheet: (name) => `См. лист «${name}».`,
		columns: { number: '№', question: 'Вопрос', answer: 'Ответ' }
	},
	zh: {
		convention: '关于汞的水俣公约',
		kinds: { 'national-report': '根据第21条提交的国家报告', survey: '调查问卷答复', 'project-report': '项目报告' },
		sample: (party) => `样本文件——虚构缔约方：${party}`,
		part: (letter) => `${letter}部分`,
		question: (number) => `问题${number}：`,
		answer: '答复：',
		page: '页',
		seeSheet: (name) => `见工作表“${name}”。`,
		columns: { number: '编号', question: '问题', answer: '答复' }
	}
};
