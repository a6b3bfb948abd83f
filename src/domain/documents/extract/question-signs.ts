/** A line that asks: the number of the question and what is left of the line. `isSaid`: the line says that it is a question. */
export type Asked = { number: string; rest: string; isSaid: boolean };

const digits = '((?:[A-Z]{1,2}(?=[0-9]))?[0-9]{1,2}(?:\\.[0-9]{1,2}){0,2})\\s?([a-z](?![a-z]))?';
const noMore = '(?![0-9]|\\.[0-9])';
const after = '\\s*(?:\\*+)?\\s*(?:[.:：)\\]–—-]|、|．)*\\s*([\\s\\S]*)$';
const words = 'question|pregunta|вопрос|السؤال|سؤال|问题|問題|q|p|в';
const withWord = new RegExp(
	`^(?:[*•]\\s*)?(?:${words})\\s*\\.?\\s*(?:no\\.?|n\\.?\\s?[°ºᵒ]|núm\\.?|№|#|رقم)?\\s*${digits}${noMore}${after}`,
	'iu'
);
const ordinal = new RegExp(`^第\\s*${digits}\\s*[题題问]${after}`, 'u');
const bare = new RegExp(
	`^(?:[*•]\\s*)?\\(?([A-Z]?[0-9]{1,2}\\.[0-9]{1,2}(?:\\.[0-9]{1,2})?|[A-Z][0-9]{1,2})(?![0-9])\\s?([a-z](?![a-z]))?(?!\\.?[0-9]|\\s?%)${after}`,
	'u'
);

/** Reads the number of a question at the start of a line in any of our languages: “Question 14.3”, “Вопрос 14.3”, “السؤال 14.3”, “问题14.3”, “*3.1”. */
export function readAsked(line: string, label?: string): Asked | undefined {
	const text = latinDigits(line);
	const said = withWord.exec(text) ?? ordinal.exec(text);
	if (said !== null) return { number: (said[1] ?? '') + (said[2] ?? ''), rest: tail(line, said[3]), isSaid: true };
	const number = label === undefined ? undefined : bare.exec(`${latinDigits(label)} `)?.[1];
	if (number !== undefined) return { number, rest: line, isSaid: false };
	const counted = bare.exec(text);
	if (counted === null) return undefined;
	return { number: (counted[1] ?? '') + (counted[2] ?? ''), rest: tail(line, counted[3]), isSaid: false };
}

/** Replacing digits keeps the length, so what was found at the end of one is at the end of the other. */
function tail(line: string, rest: string | undefined): string {
	return rest === undefined || rest === '' ? '' : line.slice(-rest.length).trim();
}

/** The text with Arabic digits and decimal signs written as 0-9 and a point. */
export function latinDigits(text: string): string {
	return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/(?<=[0-9])[٫·](?=[0-9])/g, '.');
}

/** Whether a text asks: a question mark at its end, or before a remark at its end. */
export function asks(text: string): boolean {
	return /[?？؟](?:[\s*.]|\([^()]*\)|（[^（）]*）)*$/.test(text.slice(-300)) || /[?？؟]\s+\p{L}/u.test(text.slice(0, 400));
}

const partWords = 'part|partie|parte|часть|раздел|الجزء|القسم';
const partBefore = new RegExp(
	`^(?:${partWords})\\s+(ألف|باء|جيم|دال|هاء|هـ|[A-EА-Д]|[أبجد])(?![\\p{L}])\\s*[.:：)–—-]*\\s*([\\s\\S]*)$`,
	'iu'
);
const partAfter = /^第?\s*([A-E]|[一二三四五]|[甲乙丙丁戊])\s*部分\s*[.:：、)–—-]*\s*([\s\S]*)$/u;
const partLetters: Record<string, string> = {
	...Object.fromEntries(
		['ألف باء جيم دال هاء', 'أ ب ج د هـ', '一 二 三 四 五', '甲 乙 丙 丁 戊'].flatMap((row) =>
			row.split(' ').map((sign, at) => [sign, 'ABCDE'[at] ?? ''])
		)
	),
	А: 'A',
	С: 'C',
	Е: 'E'
};

/** Reads the heading of a part of a report, such as “Part C. Comments”. Russian letters may stand for Latin ones or for their own order. */
export function readPart(line: string, isRussianOrder: boolean): { letter: string; rest: string } | undefined {
	const found = partBefore.exec(line) ?? partAfter.exec(line);
	if (found === null) return undefined;
	const sign = (found[1] ?? '').toUpperCase();
	const russian = 'АБВГД'.indexOf(sign);
	const letter = isRussianOrder && russian >= 0 ? ('ABCDE'[russian] ?? '') : sign === 'В' ? 'B' : (partLetters[sign] ?? sign);
	return { letter, rest: (found[2] ?? '').trim() };
}

/** Whether parts are lettered in the order of the Russian alphabet: А, Б, В. */
export function isInRussianOrder(lines: readonly string[]): boolean {
	return lines.some((line) => /^(?:часть|раздел)\s+[БГД](?!\p{L})/iu.test(line));
}

const answerWord =
	/^(?:answer|response|reply|réponse|respuesta|ответ|الجواب|الإجابة|جواب|إجابة|الرد|回答|答复|答)(?:\s+(?:of|by|from|de|du|del)\s[^:：]{1,60})?\s*(?:[:：]\s*|\.\s+|$)/iu;

/** What follows a word such as “Answer:” at the start of a text; undefined where there is none. */
export function afterAnswerWord(text: string): string | undefined {
	const found = answerWord.exec(text);
	return found === null ? undefined : text.slice(found[0].length);
}

export type Column = 'number' | 'question' | 'answer';
const columns: [Column, RegExp][] = [
	[
		'number',
		/^(?:(?:question\s*)?(?:no\.?|n\.?\s?[°ºᵒo]\.?|#|№|number|num\.?|ref\.?|code)|código|clave|код|رمز|numéro|número|núm\.?|номер(?: вопроса)?|№ п\/п|الرقم|رقم(?: السؤال)?|编号|序号|题号)$/iu
	],
	[
		'answer',
		/answer|response|reply|réponse|respuesta|ответ|جواب|الإجابة|إجابة|الرد|^رد|回答|答复|答案|comment|remark|observation|commentaire|comentario|observacion|примечани|комментари|ملاحظات|تعليق|备注|评论|意见/iu
	],
	['question', /question|pregunta|вопрос|سؤال|问题|題目|题目/iu]
];

/** What a column of a table holds, from its name. */
export function readColumn(name: string): Column | undefined {
	if (name.length > 60) return undefined;
	return columns.find(([, pattern]) => pattern.test(name.trim()))?.[0];
}
