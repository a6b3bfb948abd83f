// @ts-check
/** What was done in this sitting, so that it can be taken back, and how quick it went. It outlives a reload, and ends with the tab. */

/** @typedef {{ key: string, passage: string, chance: string, verb: string, token?: string | undefined, piece?: number | undefined }} Act */

const mostKept = 200;

export function sittingOf(/** @type {string} */ place) {
	const name = `cinnabar-sitting ${place}`;
	/** @type {{ began: number, finished: number, acts: Act[] }} */
	const sitting = JSON.parse(sessionStorage.getItem(name) ?? 'null') ?? { began: Date.now(), finished: 0, acts: [] };
	const keep = () => sessionStorage.setItem(name, JSON.stringify(sitting));
	return {
		add(/** @type {Act} */ act) {
			sitting.acts = [...sitting.acts, act].slice(-mostKept);
			if (act.verb === 'finish') sitting.finished++;
			keep();
		},
		/** What the site answered is how it is taken back. */
		answered(/** @type {string} */ key, /** @type {string} */ token, /** @type {number | undefined} */ piece) {
			const act = sitting.acts.find((one) => one.key === key);
			if (act) Object.assign(act, { token, piece });
			keep();
		},
		drop(/** @type {string} */ key) {
			const act = sitting.acts.find((one) => one.key === key);
			if (act?.verb === 'finish') sitting.finished--;
			sitting.acts = sitting.acts.filter((one) => one !== act);
			keep();
		},
		pieceOf: (/** @type {string} */ key) => sitting.acts.find((one) => one.key === key)?.piece,
		last: () => sitting.acts.at(-1),
		size: () => sitting.acts.length,
		pace: () => ({
			finished: sitting.finished,
			anHour: Math.round(sitting.finished / Math.max((Date.now() - sitting.began) / 3_600_000, 1 / 120))
		})
	};
}
