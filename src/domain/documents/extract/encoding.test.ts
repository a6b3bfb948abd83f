import { expect, test } from 'vitest';
import { decodeText } from './encoding.ts';

const texts = {
	fr: 'Le laboratoire ne dispose ni de pièces de rechange ni d’une ligne budgétaire pour les réactifs ; la formation a été différée.',
	es: 'El laboratorio no dispone de repuestos ni de presupuesto para reactivos; la capacitación se aplazó hasta el próximo año.',
	ru: 'Лаборатория не располагает запасными частями и средствами на закупку реактивов. Подготовка кадров отложена.',
	ar: 'لا يملك المختبر قطع غيار ولا بنداً في الميزانية لشراء الكواشف، وقد أُجّل التدريب إلى العام المقبل.',
	zh: '实验室没有备件，也没有购买试剂的预算；培训已推迟到明年。缔约方需要技术援助和资金。'
};

/** The bytes of a text in an encoding that Node can read and not write. */
function encode(text: string, encoding: string): Uint8Array {
	const decoder = new TextDecoder(encoding);
	const table = new Map<string, number[]>();
	for (let byte = 0; byte < 256; byte++) table.set(decoder.decode(new Uint8Array([byte])), [byte]);
	if (encoding === 'gb18030') {
		for (let first = 0x81; first <= 0xfe; first++)
			for (let second = 0x40; second <= 0xfe; second++) table.set(decoder.decode(new Uint8Array([first, second])), [first, second]);
	}
	return new Uint8Array([...text].flatMap((sign) => table.get(sign) ?? [63]));
}

test.each([
	['windows-1252', texts.fr],
	['windows-1252', texts.es],
	['windows-1251', texts.ru],
	['koi8-r', texts.ru],
	['windows-1256', texts.ar.replace('أُجّل', 'أجل')],
	['gb18030', texts.zh]
])('text in %s is told from its bytes', (encoding, text) => {
	const said = text.replace('’', "'");
	expect(decodeText(encode(said, encoding))).toBe(said);
});

test.each(Object.values(texts))('text in Unicode is read in each of its forms: %s', (text) => {
	const wide = Buffer.from(text, 'utf16le');
	expect(decodeText(Buffer.from(text))).toBe(text);
	expect(decodeText(Buffer.from(`\ufeff${text}`))).toBe(text);
	expect(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), wide]))).toBe(text);
	expect(decodeText(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]))).toBe(text);
});

test('UTF-16 without a mark is told by its zero bytes', () => {
	expect(decodeText(Buffer.from('The Party lacks trained staff.', 'utf16le'))).toBe('The Party lacks trained staff.');
});

test('what is declared is believed where it can be', () => {
	expect(decodeText(encode('déjà', 'windows-1252'), 'iso-8859-1')).toBe('déjà');
	expect(decodeText(Buffer.from('déjà'), 'iso-8859-1')).toBe('déjà');
	expect(decodeText(Buffer.from('x'), 'no such encoding')).toBe('x');
});

test('bytes that are no text give none', () => {
	expect(decodeText(Buffer.alloc(100))).toBeUndefined();
	expect(decodeText(Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * 31) % 30)))).toBeUndefined();
});
