/** What a UTF-16 code unit does to the cutting of a text into words. */
export const Mark = {
	/** Space, hyphen, apostrophe, quotation mark, symbol: ends a word and nothing more. */
	gap: 0,
	letter: 1,
	digit: 2,
	/** A Chinese character: a word of its own. */
	han: 3,
	/** Vowel signs, tatweel, soft hyphen, joiners: as if they were not there. */
	nothing: 4,
	/** Comma, bracket, slash: parts of a list. */
	comma: 5,
	/** Semicolon, colon, dash; the Chinese comma too, because Chinese lists have a comma of their own (、). */
	clause: 6,
	/** Question and exclamation marks, and the Chinese and Arabic full stops. */
	sentence: 7,
	/** The full stop, which also stands in numbers and abbreviations. */
	dot: 8,
	newline: 9
} as const;

const list: [string, number][] = [
	[',،、()（）[]/／«»“”「」《》', Mark.comma],
	[';:؛；：，—–•·●▪', Mark.clause],
	['!?。！？؟۔…', Mark.sentence],
	['.', Mark.dot],
	['\n\r\u2028\u2029', Mark.newline],
	['\u0640\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff', Mark.nothing]
];

/** The mark of each code unit, by its number. */
export const marks = new Uint8Array(0x10000);
/** The lower-case form of each code unit; Arabic-Indic and full-width digits become 0-9; ё becomes е. */
export const lower = new Uint16Array(0x10000);

for (let unit = 0; unit < 0x10000; unit++) {
	const character = String.fromCharCode(unit);
	const small = character.toLowerCase();
	lower[unit] = small.length === 1 ? small.charCodeAt(0) : unit;
	if ((unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff)) marks[unit] = Mark.han;
	else if (/\p{Mn}/u.test(character)) marks[unit] = Mark.nothing;
	else if (/\p{L}/u.test(character)) marks[unit] = Mark.letter;
	else if (/\p{Nd}/u.test(character)) {
		marks[unit] = Mark.digit;
		lower[unit] = digitOf(unit);
	}
}
for (const [characters, mark] of list) for (const one of characters) marks[one.charCodeAt(0)] = mark;
lower[0x451] = 0x435;
lower[0x401] = 0x435;

function digitOf(unit: number): number {
	for (const zero of [0x660, 0x6f0, 0xff10]) if (unit >= zero && unit < zero + 10) return 48 + unit - zero;
	return unit;
}

/** Whether each code unit is a capital letter. */
export const capitals = new Uint8Array(0x10000);
for (let unit = 0; unit < 0x10000; unit++) capitals[unit] = marks[unit] === Mark.letter && lower[unit] !== unit ? 1 : 0;
