const arabicLetters = 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي';
const arabicOrder = 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ';
const russianLetters = 'абвгдежзиклмнопрстуфхцчшщэюя';
const chineseDigits = '〇一二三四五六七八九';

/** A number of a list as Word writes it, by the name of its format. */
export function writeNumber(count: number, format: string): string {
	switch (format) {
		case 'none':
		case 'bullet':
			return '';
		case 'lowerLetter':
			return letters(count, 'abcdefghijklmnopqrstuvwxyz');
		case 'upperLetter':
			return letters(count, 'abcdefghijklmnopqrstuvwxyz').toUpperCase();
		case 'lowerRoman':
			return roman(count);
		case 'upperRoman':
			return roman(count).toUpperCase();
		case 'russianLower':
			return letters(count, russianLetters);
		case 'russianUpper':
			return letters(count, russianLetters).toUpperCase();
		case 'arabicAlpha':
			return letters(count, arabicLetters);
		case 'arabicAbjad':
			return letters(count, arabicOrder);
		case 'chineseCounting':
		case 'chineseCountingThousand':
		case 'japaneseCounting':
		case 'ideographDigital':
			return chinese(count);
		case 'decimalZero':
			return String(count).padStart(2, '0');
		default:
			return String(count);
	}
}

/** Word goes on after the last letter with the first one doubled: y, z, aa, bb. */
function letters(count: number, alphabet: string): string {
	if (count < 1) return '';
	const letter = alphabet[(count - 1) % alphabet.length] ?? '';
	return letter.repeat(Math.min(20, Math.floor((count - 1) / alphabet.length) + 1));
}

function roman(count: number): string {
	if (count < 1 || count > 3999) return String(count);
	const signs: [number, string][] = [
		[1000, 'm'],
		[900, 'cm'],
		[500, 'd'],
		[400, 'cd'],
		[100, 'c'],
		[90, 'xc'],
		[50, 'l'],
		[40, 'xl'],
		[10, 'x'],
		[9, 'ix'],
		[5, 'v'],
		[4, 'iv'],
		[1, 'i']
	];
	let rest = count;
	let said = '';
	for (const [worth, sign] of signs) {
		said += sign.repeat(Math.floor(rest / worth));
		rest %= worth;
	}
	return said;
}

function chinese(count: number): string {
	if (count < 0 || count > 99) return String(count);
	const tens = Math.floor(count / 10);
	const ones = count % 10;
	const lead = tens === 0 ? '' : `${tens === 1 ? '' : chineseDigits[tens]}十`;
	return lead + (ones === 0 && tens > 0 ? '' : (chineseDigits[ones] ?? ''));
}
