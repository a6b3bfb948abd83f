import { expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import type { Concept, TextLists, Texts } from './model.ts';
import { toJsonLd, toTurtle } from './skos.ts';

const texts = (said: string): Texts => Object.fromEntries(languages.map((language) => [language, `${said} ${language}`])) as Texts;
const lists = (...some: string[]): TextLists =>
	Object.fromEntries(languages.map((language) => [language, some])) as Record<Language, string[]>;

const finance: Concept = {
	id: 'challenge/finance',
	scheme: 'challenge',
	notation: '5 a',
	label: texts('Lack of finance'),
	definition: texts('A "quoted" \\ definition\nover two lines,\twith a tab and \u0001'),
	include: texts('included'),
	exclude: texts('not included'),
	examples: lists('Нет средств. 缺乏资金。 لا موارد 😀'),
	wordings: {
		alternative: lists('funding gap', 'Lack of finance en', 'underfunded'),
		governed: lists('budget', 'underfunded'),
		generic: lists('funding gap'),
		exclusion: lists('financial mechanism')
	}
};
const budget: Concept = { ...finance, id: 'challenge/budget-lines', broader: 'challenge/finance', notation: undefined };
const concepts = [finance, budget];

type Triple = string;

/** Reads the part of Turtle that we write: prefixes, `a`, lists with `;` and `,`, IRIs, names with prefix, strings with language. */
function readTurtle(turtle: string): Set<Triple> {
	const prefixes = new Map<string, string>();
	const tokens =
		turtle.match(/<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n\r]|\\[\\"nrt]|\\u[0-9A-F]{4})*"(?:@[a-z]+)?|@prefix|[a-z]+:[A-Za-z]*|a(?=\s)|[.;,]/gu) ??
		[];
	// Every character that is not white space belongs to a token, so nothing was passed over.
	expect(tokens.join('').replace(/\s/g, '')).toBe(turtle.replace(/\s/g, ''));
	const name = (token: string): string => {
		if (token.startsWith('<')) return token.slice(1, -1);
		if (token === 'a') return `${prefixes.get('rdf')}type`;
		if (!token.startsWith('"'))
			return token.replace(/^([a-z]+):/, (_, prefix: string) => prefixes.get(prefix) ?? expect.fail(`no prefix ${prefix}`));
		const [, body, language = ''] = /^("[^]*")(@[a-z]+)?$/.exec(token)!;
		return JSON.stringify(JSON.parse(body!)) + language;
	};
	const triples = new Set<Triple>();
	for (let at = 0; at < tokens.length;) {
		if (tokens[at] === '@prefix') {
			prefixes.set(tokens[at + 1]!.slice(0, -1), tokens[at + 2]!.slice(1, -1));
			expect(tokens[at + 3]).toBe('.');
			at += 4;
			continue;
		}
		const subject = name(tokens[at++]!);
		let predicate = '';
		for (let end = ';'; end !== '.'; end = tokens[at++]!) {
			if (end === ';') predicate = name(tokens[at++]!);
			else expect(end).toBe(',');
			triples.add([subject, predicate, name(tokens[at++]!)].join(' '));
		}
	}
	return triples;
}

type Node = Record<string, unknown> & { '@id': string; '@type': string };
type Graph = { '@context': Record<string, string | { '@id': string }>; '@graph': Node[] };

function triplesOf({ '@context': context, '@graph': graph }: Graph): Set<Triple> {
	const triples = new Set<Triple>();
	const expand = (name: string) => name.replace(/^([a-z]+):/, (_, prefix: string) => String(context[prefix]));
	for (const { '@id': subject, '@type': type, ...says } of graph) {
		triples.add([subject, expand('rdf:type'), expand(type)].join(' '));
		for (const [name, value] of Object.entries(says)) {
			const term = context[name];
			if (typeof term === 'object') {
				for (const [language, all] of Object.entries(value as Record<string, string[]>)) {
					for (const text of all) triples.add([subject, expand(term['@id']), `${JSON.stringify(text)}@${language}`].join(' '));
				}
			} else {
				for (const one of value as (string | { '@id': string } | { '@value': string; '@language': string })[]) {
					const object =
						typeof one === 'string'
							? JSON.stringify(one)
							: '@id' in one
								? one['@id']
								: `${JSON.stringify(one['@value'])}@${one['@language']}`;
					triples.add([subject, expand(name), object].join(' '));
				}
			}
		}
	}
	return triples;
}

const turtle = toTurtle(concepts, 'abc123');
const jsonLd = JSON.parse(JSON.stringify(toJsonLd(concepts, 'abc123'))) as Graph;
const triples = [...readTurtle(turtle)];
const skos = 'http://www.w3.org/2004/02/skos/core#';
const of = (id: string, property: string) =>
	triples
		.filter((one) => one.startsWith(`urn:cinnabar:concept:${id} ${skos}${property} `))
		.map((one) => one.slice(one.indexOf(property) + property.length + 1));

test('Turtle and JSON-LD say the same', () => {
	expect(new Set(triples)).toEqual(triplesOf(jsonLd));
	expect(triples.length).toBeGreaterThan(80);
});

test('texts come back as they were, whatever stands in them', () => {
	expect(of('challenge/finance', 'definition')).toContain(`${JSON.stringify(finance.definition.fr)}@fr`);
	expect(of('challenge/finance', 'example')).toContain(`"${finance.examples.ar[0]}"@ar`);
});

test('a concept has one preferred label in each language, and its three kinds of label share nothing', () => {
	for (const { id } of concepts) {
		const [preferred, alternative, hidden] = ['prefLabel', 'altLabel', 'hiddenLabel'].map((property) => of(id, property));
		expect(preferred!.map((one) => one.slice(-2))).toEqual(languages);
		const all = [...preferred!, ...alternative!, ...hidden!];
		expect(new Set(all).size).toBe(all.length);
	}
	expect(of('challenge/finance', 'hiddenLabel')).toContain('"budget"@en');
	expect(of('challenge/finance', 'altLabel')).toContain('"underfunded"@en');
});

test('hierarchy is said both ways, and a concept with nothing above it is a top concept', () => {
	expect(of('challenge/budget-lines', 'broader')).toEqual(['urn:cinnabar:concept:challenge/finance']);
	expect(of('challenge/finance', 'narrower')).toEqual(['urn:cinnabar:concept:challenge/budget-lines']);
	expect(of('challenge/finance', 'topConceptOf')).toEqual(['urn:cinnabar:scheme:challenge']);
	expect(of('challenge/budget-lines', 'topConceptOf')).toEqual([]);
	expect(of('challenge/budget-lines', 'inScheme')).toEqual(['urn:cinnabar:scheme:challenge']);
	expect(triples).toContain(`urn:cinnabar:scheme:challenge ${skos}hasTopConcept urn:cinnabar:concept:challenge/finance`);
});

test('the version and the notation are there, and exclusions are a property of ours', () => {
	expect(triples).toContain('urn:cinnabar:scheme:challenge http://www.w3.org/2002/07/owl#versionInfo "abc123"');
	expect(of('challenge/finance', 'notation')).toEqual(['"5 a"']);
	expect(triples).toContain('urn:cinnabar:concept:challenge/finance urn:cinnabar:terms:exclusion "financial mechanism"@en');
});
