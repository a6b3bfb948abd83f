import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { isLive, schemes } from './model.ts';
import type { Concept, TextLists, Texts } from './model.ts';
import { writeTurtle } from './turtle.ts';
import type { Subject, Term } from './turtle.ts';

/** The same codebook has the same names wherever it is served from. */
const base = 'urn:cinnabar:';

const prefixes = {
	skos: 'http://www.w3.org/2004/02/skos/core#',
	dcterms: 'http://purl.org/dc/terms/',
	owl: 'http://www.w3.org/2002/07/owl#',
	rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
	rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
	cin: `${base}terms:`
};

/** The codebook as SKOS in Turtle. */
export function toTurtle(concepts: readonly Concept[], version: string): string {
	return writeTurtle(prefixes, subjectsOf(concepts, version));
}

/** The codebook as SKOS in JSON-LD. */
export function toJsonLd(concepts: readonly Concept[], version: string): object {
	const context = {
		...prefixes,
		...Object.fromEntries(spoken.map((name) => [localName(name), { '@id': name, '@container': '@language' }]))
	};
	const graph = subjectsOf(concepts, version).map(({ iri, type, says }) => ({
		'@id': iri,
		'@type': type,
		...Object.fromEntries(
			Object.entries(says)
				.filter(([, terms]) => terms.length > 0)
				.map(([name, terms]) => (isSpoken(name) ? [localName(name), byLanguage(terms)] : [name, terms.map(valueOf)]))
		)
	}));
	return { '@context': context, '@graph': graph };
}

/** Properties whose values are texts in a language. */
const spoken = [
	'skos:prefLabel',
	'skos:altLabel',
	'skos:hiddenLabel',
	'skos:definition',
	'skos:scopeNote',
	'skos:example',
	'cin:notMeant',
	'cin:exclusion',
	'cin:generic'
] as const;

function isSpoken(name: string): boolean {
	return (spoken as readonly string[]).includes(name);
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

function valueOf(term: Term): object | string | boolean {
	if ('iri' in term) return { '@id': term.iri };
	if ('is' in term) return term.is;
	return term.language === undefined ? term.text : { '@value': term.text, '@language': term.language };
}

function byLanguage(terms: readonly Term[]): Record<string, string[]> {
	const texts: Record<string, string[]> = {};
	for (const term of terms) if ('text' in term && term.language !== undefined) (texts[term.language] ??= []).push(term.text);
	return texts;
}

function subjectsOf(concepts: readonly Concept[], version: string): Subject[] {
	const used = schemes.filter((scheme) => concepts.some((one) => one.scheme === scheme));
	const narrower = Map.groupBy(concepts.filter(isLive), ({ broader }) => broader);
	const tops = Map.groupBy(narrower.get(undefined) ?? [], ({ scheme }) => scheme);
	return [
		...properties,
		...used.map((scheme) => schemeSubject(scheme, tops.get(scheme) ?? [], version)),
		...concepts.map((concept) => conceptSubject(concept, narrower.get(concept.id) ?? []))
	];
}

const schemeIri = (scheme: string) => `${base}scheme:${scheme}`;
const conceptIri = (id: string) => `${base}concept:${id}`;
const english = (text: string): Term => ({ text, language: 'en' });

/** The three properties of ours: SKOS has none for what a concept does not mean. */
const properties: Subject[] = [
	property('notMeant', 'skos:scopeNote', 'What the concept does not mean, and where it goes instead.'),
	property('exclusion', 'skos:note', 'A longer wording that contains a label of the concept and does not mean it.'),
	property('generic', 'skos:note', 'An alternative label that names the concept only in general terms.')
];

function property(name: string, broader: string, comment: string): Subject {
	return {
		iri: `${prefixes.cin}${name}`,
		type: 'rdf:Property',
		says: { 'rdfs:subPropertyOf': [{ iri: broader.replace('skos:', prefixes.skos) }], 'rdfs:comment': [english(comment)] }
	};
}

function schemeSubject(scheme: string, tops: readonly Concept[], version: string): Subject {
	return {
		iri: schemeIri(scheme),
		type: 'skos:ConceptScheme',
		says: {
			'dcterms:identifier': [{ text: scheme }],
			'owl:versionInfo': [{ text: version }],
			'skos:hasTopConcept': tops.map(({ id }) => ({ iri: conceptIri(id) }))
		}
	};
}

/** A retired concept stays, with its labels, so that what names it is understood; its wordings are looked for no more. */
function conceptSubject(concept: Concept, narrower: readonly Concept[]): Subject {
	const { id, scheme, broader, notation, retired } = concept;
	const wordings = retired === undefined ? concept.wordings : { ...concept.wordings, exclusion: none, generic: none };
	const inScheme = { iri: schemeIri(scheme) };
	const labels = retired === undefined ? labelsOf(concept) : { alternative: [], hidden: [] };
	return {
		iri: conceptIri(id),
		type: 'skos:Concept',
		says: {
			'dcterms:identifier': [{ text: id }],
			'skos:inScheme': [inScheme],
			'skos:topConceptOf': broader === undefined && retired === undefined ? [inScheme] : [],
			'owl:deprecated': retired === undefined ? [] : [{ is: true }],
			'dcterms:isReplacedBy': (retired?.replacedBy ?? []).map((by) => ({ iri: conceptIri(by) })),
			'skos:broader': broader === undefined ? [] : [{ iri: conceptIri(broader) }],
			'skos:narrower': narrower.map((one) => ({ iri: conceptIri(one.id) })),
			'skos:notation': notation === undefined ? [] : [{ text: notation }],
			'skos:prefLabel': inAll(concept.label),
			'skos:altLabel': labels.alternative,
			'skos:hiddenLabel': labels.hidden,
			'skos:definition': inAll(concept.definition),
			'skos:scopeNote': inAll(concept.include),
			'cin:notMeant': inAll(concept.exclude),
			'skos:example': allOf(concept.examples),
			'cin:exclusion': allOf(wordings.exclusion),
			'cin:generic': allOf(wordings.generic)
		}
	};
}

const none = Object.fromEntries(languages.map((language): [Language, string[]] => [language, []])) as TextLists;

/** SKOS wants the three kinds of label disjoint (S13): what is a preferred label is no alternative, and what is either is not hidden. */
function labelsOf({ label, wordings }: Concept): { alternative: Term[]; hidden: Term[] } {
	const fresh = (lists: TextLists, isTaken: (text: string, language: Language) => boolean) =>
		languages.flatMap((language) =>
			[...new Set(lists[language])].filter((text) => !isTaken(text, language)).map((text) => ({ text, language }))
		);
	return {
		alternative: fresh(wordings.alternative, (text, language) => text === label[language]),
		hidden: fresh(wordings.governed, (text, language) => text === label[language] || wordings.alternative[language].includes(text))
	};
}

function inAll(texts: Texts): Term[] {
	return languages.map((language) => ({ text: texts[language], language }));
}

function allOf(lists: TextLists): Term[] {
	return languages.flatMap((language) => [...new Set(lists[language])].map((text) => ({ text, language })));
}
