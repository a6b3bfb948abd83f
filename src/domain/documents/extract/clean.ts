const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;
/** Controls, marks of direction and invisible characters: none of them is text, and some are used to hide text. */
const invisible =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;
const suspicious = /[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u04ff\u0600-\u061b\u061d-\u06ff\u4e00-\u9fff]/;

/** One spelling of the same text: NFC, lines that end with a line feed, single spaces, no control characters, no halves of characters. */
export function clean(text: string): string {
	let said = text;
	if (suspicious.test(said)) said = said.toWellFormed().replace(lineEnds, '\n').replace(invisible, '');
	said = said.normalize('NFC');
	if (!/[\t ]{2}|\t|\s\n|\n\s|^\s|\s$/.test(said)) return said;
	return said
		.replace(/[\t ]+/g, ' ')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join('\n');
}

/** A name without folders and control characters, short enough to store; empty where nothing is left. */
export function cleanName(name: string): string {
	const last = name.split(/[/\\]/).at(-1) ?? '';
	const said = clean(last)
		.replace(/[\n<>:"|?*]/g, ' ')
		.replace(/^[.\s]+/, '')
		.trim();
	if (said.length <= 150) return said;
	const ending = /\.[^.]{1,8}$/.exec(said)?.[0] ?? '';
	return said.slice(0, 150 - ending.length).toWellFormed() + ending;
}
