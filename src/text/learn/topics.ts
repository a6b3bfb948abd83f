import { facetOf, stanceLabels } from './labels.ts';

/** What a challenge and the need of its kind have in common, so that each teaches the other. */
const topics: Record<string, readonly string[]> = {
	finance: ['challenge/finance', 'need/finance'],
	skills: ['challenge/technical-capacity', 'need/skills'],
	rules: ['challenge/institutions', 'need/rules'],
	data: ['challenge/data', 'need/data'],
	access: ['challenge/access', 'need/access'],
	equipment: ['need/equipment'],
	information: ['challenge/awareness', 'need/information'],
	infrastructure: ['challenge/infrastructure', 'need/infrastructure'],
	coordination: ['challenge/coordination']
};

const topicOf = new Map(Object.entries(topics).flatMap(([topic, concepts]) => concepts.map((concept) => [concept, `topic/${topic}`])));

/** The label of what a concept is about; a concept that shares its subject with no other is its own. */
export function aboutOf(concept: string): string {
	return topicOf.get(concept) ?? concept;
}

/** The other concepts of the same subject. */
export function kinOf(concept: string): readonly string[] {
	const topic = topicOf.get(concept)?.slice('topic/'.length);
	return topic === undefined ? [] : (topics[topic] ?? []).filter((one) => one !== concept);
}

export const isConcept = (label: string): boolean => {
	const facet = facetOf(label);
	return facet !== undefined && facet !== 'stance' && facet !== 'particular' && facet !== 'states';
};

/** What is learnt of single clauses: the concepts, what they are about, and what the clause does. */
export function clauseLabels(labels: readonly string[]): string[] {
	return [...labels.filter(isConcept), ...stanceLabels, ...Object.keys(topics).map((topic) => `topic/${topic}`)];
}

/** The stances that a concept of a facet is mostly spoken of with. */
export function stancesFor(label: string): readonly string[] {
	return label.startsWith('challenge/')
		? ['stance/challenge', 'stance/progress', 'stance/plan']
		: stanceLabels.filter((stance) => stance !== 'stance/none');
}
