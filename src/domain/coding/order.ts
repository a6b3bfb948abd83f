/**
 * The order of a queue: what is most in doubt first, and between, at a fixed share, what comes next by chance. What is skipped comes last, in
 * the order in which it stood. Doubt is between 0 and 1; chance is any number that does not depend on what the passage says.
 */
export function inQueueOrder<One extends { doubt: number; chance: number; isSkipped: boolean }>(
	some: readonly One[],
	randomShare: number
): One[] {
	const [waiting, skipped] = [some.filter((one) => !one.isSkipped), some.filter((one) => one.isSkipped)];
	return [...mixed(waiting, randomShare), ...mixed(skipped, randomShare)];
}

function mixed<One extends { doubt: number; chance: number }>(some: readonly One[], randomShare: number): One[] {
	const byChance = some.toSorted((a, b) => a.chance - b.chance);
	const byDoubt = some.toSorted((a, b) => b.doubt - a.doubt || a.chance - b.chance);
	const taken = new Set<One>();
	const ordered: One[] = [];
	let due = 0;
	let [chanceAt, doubtAt] = [0, 0];
	const take = (from: readonly One[], at: number): number => {
		let next = at;
		while (next < from.length && taken.has(from[next] as One)) next++;
		const one = from[next];
		if (one !== undefined) {
			taken.add(one);
			ordered.push(one);
		}
		return next + 1;
	};
	while (ordered.length < some.length) {
		due += randomShare;
		if (due >= 1 - 1e-9) {
			due -= 1;
			chanceAt = take(byChance, chanceAt);
		} else doubtAt = take(byDoubt, doubtAt);
	}
	return ordered;
}
