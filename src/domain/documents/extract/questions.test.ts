import { expect, test } from 'vitest';
import type { Block } from '../model.ts';
import { markQuestions } from './questions.ts';

const p = (text: string): Block => ({ kind: 'paragraph', text });
const h = (text: string, level = 2): Block => ({ kind: 'heading', text, level });
const cells = (...rows: string[][]): Block[] =>
	rows.flatMap((row, r) =>
		row.flatMap((text, c): Block[] => (text === '' ? [] : [{ kind: 'cell', text, cell: { table: 1, row: r + 1, column: c + 1 } }]))
	);
const marked = (...blocks: Block[]) => markQuestions(blocks).map(({ kind, question, text }) => [kind, question, text]);

test.each([
	['Question 14.3: Has the Party promoted the transfer of technology?', 'No.', 'Question 14.2. Was assistance received?'],
	['Question 14.3 : La Partie a-t-elle favorisé le transfert de technologies ?', 'Non.', 'Question 14.2. Une aide a-t-elle été reçue ?'],
	['Pregunta 14.3. ¿Ha promovido la Parte la transferencia de tecnología?', 'No.', 'Pregunta n.º 14.2: ¿Se recibió asistencia?'],
	['Вопрос 14.3. Содействовала ли Сторона передаче технологий?', 'Нет.', 'Вопрос № 14.2: Получена ли помощь?'],
	['السؤال ١٤٫٣: هل شجع الطرف نقل التكنولوجيا؟', 'لا.', 'السؤال 14.2: هل تلقى الطرف مساعدة؟'],
	['问题14.3：缔约方是否促进了技术转让？', '否。', '第14.2题 是否获得援助？']
])('a question is told from its answer by its number: %s', (asked, answer, other) => {
	expect(marked(p(asked), p(answer), p(other), p(answer)).map(([kind, number]) => [kind, number])).toEqual([
		['question', '14.3'],
		['answer', '14.3'],
		['question', '14.2'],
		['answer', '14.2']
	]);
});

test('numbers alone are enough where the lines ask', () => {
	expect(
		marked(p('*3.1 Are there primary mines?'), p('No mine.'), p('3.3* Were stocks identified?'), p('Yes: 12 t.'), p('Most of it is waste.'))
	).toEqual([
		['question', '3.1', 'Are there primary mines?'],
		['answer', '3.1', 'No mine.'],
		['question', '3.3', 'Were stocks identified?'],
		['answer', '3.3', 'Yes: 12 t.'],
		['answer', '3.3', 'Most of it is waste.']
	]);
});

test('a report with numbered sections is no questionnaire', () => {
	const report = [
		h('3.1 Legal framework'),
		p('The act of 2019 covers trade.'),
		h('3.2 Institutions'),
		p('3.3 million dollars were spent.'),
		p('2.5 per cent of it on staff.')
	];
	expect(markQuestions(report)).toEqual(report);
});

test('where the writer says “Question”, a bare number is a section', () => {
	const kinds = marked(
		h('2.1 General'),
		p('Text.'),
		p('Question 14.1: Cooperation?'),
		p('No.'),
		h('2.2 Needs'),
		p('Text.'),
		p('Question 14.2: Assistance?'),
		p('Yes.')
	);
	expect(kinds.map(([kind]) => kind)).toEqual(['heading', 'paragraph', 'question', 'answer', 'heading', 'paragraph', 'question', 'answer']);
});

test('a word for the answer begins it, and all before it is the question', () => {
	expect(
		marked(
			p('Question 14.3'),
			p('Has the Party promoted the transfer of technology?'),
			p('If yes, please specify.'),
			p('Answer: Not yet.'),
			p('Question 14.4: Another?'),
			p('Réponse :'),
			p('Oui.')
		)
	).toEqual([
		['question', '14.3', 'Question 14.3'],
		['question', '14.3', 'Has the Party promoted the transfer of technology?'],
		['question', '14.3', 'If yes, please specify.'],
		['answer', '14.3', 'Not yet.'],
		['question', '14.4', 'Another?'],
		['answer', '14.4', 'Oui.']
	]);
});

test('a heading ends an answer', () => {
	const kinds = marked(p('14.1 One?'), p('Yes.'), p('14.2 Two?'), p('No.'), h('Annex'), p('A table of projects.'));
	expect(kinds.slice(-2)).toEqual([
		['heading', undefined, 'Annex'],
		['paragraph', undefined, 'A table of projects.']
	]);
});

test.each([
	['Part B. Measures', 'Part C. Comments on challenges'],
	['Partie B : Mesures', 'Partie C : Observations'],
	['Parte B. Medidas', 'Parte C. Comentarios'],
	['Часть Б. Меры', 'Часть В. Трудности'],
	['الجزء باء: التدابير', 'الجزء جيم: التحديات'],
	['B部分　措施', 'C部分　挑战']
])('a part that is answered in free text is a question by its letter: %s, %s', (measures, comments) => {
	const kinds = marked(
		h(measures, 1),
		p('14.1 One?'),
		p('Yes.'),
		p('14.2 Two?'),
		p('No.'),
		h(comments, 1),
		p('Staff is missing.'),
		h('More', 2),
		p('And funds.')
	);
	expect(kinds[0]).toEqual(['heading', undefined, measures]);
	expect(kinds.slice(5)).toEqual([
		['question', 'C', comments],
		['answer', 'C', 'Staff is missing.'],
		['heading', 'C', 'More'],
		['answer', 'C', 'And funds.']
	]);
});

test('a question within a part, without a number of its own, is its question', () => {
	expect(
		marked(
			p('14.1 One?'),
			p('Yes.'),
			p('14.2 Two?'),
			p('No.'),
			h('Part C. Challenges', 1),
			p('Which challenges does the Party meet?'),
			p('None.')
		).slice(-2)
	).toEqual([
		['question', 'C', 'Which challenges does the Party meet?'],
		['answer', 'C', 'None.']
	]);
});

test('tables ask and answer by their columns, with names or without', () => {
	expect(
		marked(
			...cells(
				['No.', 'Question', 'Answer', 'Comments'],
				['14.1', 'Cooperation?', 'No', 'Planned'],
				['Article 15', '', '', ''],
				['15.1', 'Committee?', 'Yes', '']
			)
		)
	).toEqual([
		['heading', undefined, 'No.'],
		['heading', undefined, 'Question'],
		['heading', undefined, 'Answer'],
		['heading', undefined, 'Comments'],
		['question', '14.1', 'Cooperation?'],
		['answer', '14.1', 'No'],
		['answer', '14.1', 'Planned'],
		['heading', undefined, 'Article 15'],
		['question', '15.1', 'Committee?'],
		['answer', '15.1', 'Yes']
	]);
	expect(marked(...cells(['14.1', 'Cooperation?', 'No'], ['14.2', 'Assistance?', 'Yes']))[0]).toEqual(['question', '14.1', 'Cooperation?']);
	expect(marked(...cells(['14.1 Cooperation?', 'No'], ['14.2 Assistance?', 'Yes'])).map(([kind]) => kind)).toEqual([
		'question',
		'answer',
		'question',
		'answer'
	]);
	expect(marked(...cells(['14.1 Cooperation?'], ['No, never.'], ['14.2 Assistance?'], ['Yes.'])).map(([kind]) => kind)).toEqual([
		'question',
		'answer',
		'question',
		'answer'
	]);
});

test('a table of activities and costs is no questionnaire', () => {
	const table = cells(['No.', 'Activity', 'Cost'], ['1.1', 'Train inspectors', '20 000 USD'], ['1.2', 'Buy analysers', '65 000 USD']);
	expect(markQuestions(table)).toEqual(table);
});

test('letters before numbers are part of them, and a footnote keeps the question it stands under', () => {
	const note: Block = { kind: 'footnote', text: 'See the annex.' };
	expect(marked(p('S1.1 What was tried?'), p('A table.'), note, p('S1.2 What is missing?'), p('Staff.'))).toEqual([
		['question', 'S1.1', 'What was tried?'],
		['answer', 'S1.1', 'A table.'],
		['footnote', 'S1.1', 'See the annex.'],
		['question', 'S1.2', 'What is missing?'],
		['answer', 'S1.2', 'Staff.']
	]);
});
