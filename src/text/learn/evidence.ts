import { sigmoid } from './logistic.ts';
import { aboutOf, stancesFor } from './topics.ts';

/** What the clauses of a passage say for one label: the log-odds in the clause that says it best. */
export const evidenceNames = [
	'said',
	'spoken of',
	'spoken of with a stance',
	'said in any',
	'said beyond others',
	'stance beyond others'
] as const;
export const evidenceCount = evidenceNames.length;

const farthest = 6;
const within = (odds: number) => Math.max(-farthest, Math.min(farthest, odds));

/** Log-odds of the clauses: clause × labels + label. */
export type ClauseOdds = { labels: readonly string[]; count: number; odds: Float64Array };

/** Which clause says a label best, and by which labels of the clause: `said` itself, `about` its subject, `stance` with it. */
export type BestClause = { said: number; about: number; both: number; stance: string };

export function bestClause(clauses: ClauseOdds, label: string): BestClause | undefined {
	const own = clauses.labels.indexOf(label);
	if (own < 0 || clauses.count === 0) return undefined;
	const about = Math.max(own, clauses.labels.indexOf(aboutOf(label)));
	const stances = stancesFor(label);
	const best: BestClause = { said: 0, about: 0, both: 0, stance: '' };
	let [said, spoken, both] = [-Infinity, -Infinity, -Infinity];
	for (let clause = 0; clause < clauses.count; clause++) {
		const one = oddsAt(clauses, clause, own);
		const topic = oddsAt(clauses, clause, about);
		const [stance, act] = likeliest(clauses, clause, stances);
		if (one > said) [said, best.said] = [one, clause];
		if (topic > spoken) [spoken, best.about] = [topic, clause];
		if (Math.min(topic, act) > both) {
			both = Math.min(topic, act);
			best.both = clause;
			best.stance = topic < act ? '' : stance;
		}
	}
	return best;
}

function likeliest(clauses: ClauseOdds, clause: number, stances: readonly string[]): [string, number] {
	let best: [string, number] = ['', -Infinity];
	for (const stance of stances) {
		const odds = oddsAt(clauses, clause, clauses.labels.indexOf(stance));
		if (odds > best[1]) best = [stance, odds];
	}
	return best;
}

function oddsAt({ labels, odds }: ClauseOdds, clause: number, label: number): number {
	return within(odds[clause * labels.length + label] ?? -farthest);
}

/** The evidence of each label (label × evidenceCount + kind); zero for what is not learnt of clauses. `mates`: by label, those of its facet. */
export function evidenceOf(clauses: ClauseOdds, labels: readonly string[], mates: readonly (readonly number[])[]): Float32Array {
	const evidence = new Float32Array(labels.length * evidenceCount);
	for (const [at, label] of labels.entries()) {
		const best = bestClause(clauses, label);
		if (best === undefined) continue;
		const own = clauses.labels.indexOf(label);
		const about = clauses.labels.indexOf(aboutOf(label));
		let none = 1;
		for (let clause = 0; clause < clauses.count; clause++) none *= 1 - sigmoid(oddsAt(clauses, clause, own));
		const both = Math.min(oddsAt(clauses, best.both, about), likeliest(clauses, best.both, stancesFor(label))[1]);
		const any = within(Math.log((1 - none + 1e-4) / (none + 1e-4)));
		evidence.set([oddsAt(clauses, best.said, own) / 2, oddsAt(clauses, best.about, about) / 2, both / 2, any / 2], at * evidenceCount);
	}
	for (const [at, others] of mates.entries()) {
		if (others.length === 0) continue;
		for (const [kind, beyond] of [
			[0, 4],
			[2, 5]
		] as const) {
			let most = -Infinity;
			for (const other of others) most = Math.max(most, evidence[other * evidenceCount + kind] as number);
			evidence[at * evidenceCount + beyond] = (evidence[at * evidenceCount + kind] as number) - most;
		}
	}
	return evidence;
}
