/** What XML 1.0 cannot hold: control characters, halves of characters, and two that are no characters. */
const impossible =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\r': '&#13;',
	'\n': '&#10;',
	'\t': '&#9;'
};

/** Text between tags. A carriage return is written as a number, or a reader would fold it into a line feed. */
export const inText = (text: string): string => text.replace(impossible, '').replace(/[&<>\r]/g, (sign) => entities[sign] ?? sign);

/** The value of an attribute, in which a reader would fold line ends and tabs into spaces. */
export const inAttribute = (text: string): string =>
	text.replace(impossible, '').replace(/[&<>"\r\n\t]/g, (sign) => entities[sign] ?? sign);

export type Said = string | number | boolean | null | undefined;

/** An element with its attributes, those that say nothing left out, and the XML inside it. */
export function element(name: string, attributes: Readonly<Record<string, Said>>, inside: string | readonly string[] = ''): string {
	const said = Object.entries(attributes)
		.flatMap(([key, value]) => (value === null || value === undefined ? [] : [` ${key}="${inAttribute(String(value))}"`]))
		.join('');
	const content = typeof inside === 'string' ? inside : inside.join('');
	return content === '' ? `<${name}${said}/>` : `<${name}${said}>${content}</${name}>`;
}

/** An element that holds text; none where there is no text. */
export const textElement = (name: string, text: string): string => (text === '' ? '' : `<${name}>${inText(text)}</${name}>`);

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
