/** A multinomial naive Bayes over named features, with Laplace smoothing (Manning, Raghavan and Schütze, Introduction to Information Retrieval, §13.2). */
export type Example = { features: string[]; label: string };

export function trainBayes(examples: readonly Example[], smoothing = 0.5): (features: string[]) => string {
	const labels = Map.groupBy(examples, ({ label }) => label);
	const vocabulary = new Set(examples.flatMap(({ features }) => features));
	const models = [...labels].map(([label, group]) => {
		const counts = new Map<string, number>();
		for (const feature of group.flatMap(({ features }) => features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
		const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
		const weight = (feature: string) => Math.log(((counts.get(feature) ?? 0) + smoothing) / (total + smoothing * vocabulary.size));
		return { label, prior: Math.log(group.length / examples.length), weight };
	});
	return (features) => {
		let best = '';
		let highest = -Infinity;
		for (const { label, prior, weight } of models) {
			const score = features.filter((feature) => vocabulary.has(feature)).reduce((sum, feature) => sum + weight(feature), prior);
			if (score > highest) [best, highest] = [label, score];
		}
		return best;
	};
}

/** Accuracy, and F1 averaged over the labels that occur in the truth. */
export function measure(truth: readonly string[], said: readonly string[]): { accuracy: number; macroF1: number } {
	const labels = [...new Set(truth)];
	const f1 = labels.map((label) => {
		const both = truth.filter((one, at) => one === label && said[at] === label).length;
		const inTruth = truth.filter((one) => one === label).length;
		const inSaid = said.filter((one) => one === label).length;
		return both === 0 ? 0 : (2 * both) / (inTruth + inSaid);
	});
	return {
		accuracy: truth.filter((one, at) => one === said[at]).length / truth.length,
		macroF1: f1.reduce((sum, one) => sum + one, 0) / labels.length
	};
}
