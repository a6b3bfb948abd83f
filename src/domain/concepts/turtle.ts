/** What stands after a property: another thing, a text with or without a language, or that it is so. */
export type Term = { iri: string } | { text: string; language?: string } | { is: boolean };

/** A thing with its type and what is said of it, by property; types and properties are written with a prefix. */
export type Subject = { iri: string; type: string; says: Record<string, Term[]> };

/** Writes subjects as Turtle (RDF 1.1), one after the other. A property with nothing after it is left out. */
export function writeTurtle(prefixes: Record<string, string>, subjects: readonly Subject[]): string {
	const head = Object.entries(prefixes).map(([name, iri]) => `@prefix ${name}: ${iriRef(iri)} .\n`);
	return `${head.join('')}\n${subjects.map(block).join('\n')}`;
}

function block({ iri, type, says }: Subject): string {
	const lines = Object.entries(says)
		.filter(([, terms]) => terms.length > 0)
		.map(([name, terms]) => `\t${name} ${terms.map(termOf).join(', ')}`);
	return `${iriRef(iri)} a ${type}${lines.map((line) => ` ;\n${line}`).join('')} .\n`;
}

function termOf(term: Term): string {
	if ('iri' in term) return iriRef(term.iri);
	if ('is' in term) return String(term.is);
	return `"${term.text.replace(/["\\\p{Cc}]/gu, escaped)}"${term.language === undefined ? '' : `@${term.language}`}`;
}

/** What may not stand in an IRI between angle brackets is percent-encoded. */
function iriRef(iri: string): string {
	return `<${iri.replace(/[\p{Cc} <>"{}|^`\\]/gu, encodeURIComponent)}>`;
}

const short: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
	return short[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
