// @ts-check
/** The passages that come next, laid ready before they are asked for, so that the next one is there at once. */

const least = 5;
const known = 150;

/** @typedef {{ id: string, card: HTMLElement, at: number }} Ready */

function cardsIn(/** @type {string} */ html) {
	const read = new DOMParser().parseFromString(html, 'text/html');
	const cards = /** @type {HTMLElement[]} */ ([...read.querySelectorAll('.bench-card')]);
	return { cards: cards.map((card) => document.adoptNode(card)), progress: read.getElementById('bench-progress') };
}

/**
 * @param {object} about
 * @param {string} about.address
 * @param {string} about.query
 * @param {(progress: HTMLElement) => void} about.onProgress
 */
export function layReady({ address, query, onProgress }) {
	/** @type {Ready[]} */
	let ready = [];
	/** What was finished or skipped in this sitting, and what lies on the bench: none of it comes again. */
	const [finished, skipped] = [/** @type {Set<string>} */ (new Set()), /** @type {Set<string>} */ (new Set())];
	let here = '';
	/** @type {Promise<void> | undefined} */
	let asking;

	async function ask(/** @type {Record<string, string>} */ more) {
		const search = new URLSearchParams(query);
		for (const [name, value] of Object.entries(more)) search.set(name, value);
		const answer = await fetch(`${address}/next?${search}`, { headers: { accept: 'text/html' } }).catch(() => undefined);
		return answer?.ok ? cardsIn(await answer.text()) : undefined;
	}

	async function fillUp() {
		const without = [...finished, ...skipped].slice(-known);
		const found = await ask({ without: [here, ...ready.map(({ id }) => id), ...without].join('.') });
		if (found === undefined) return;
		const isKnown = (/** @type {string} */ id) => id === here || finished.has(id) || skipped.has(id) || ready.some((one) => one.id === id);
		for (const card of found.cards) {
			const id = card.dataset.passage ?? '';
			if (!isKnown(id)) ready.push({ id, card, at: Date.now() });
		}
		if (found.progress) onProgress(found.progress);
		if (found.cards.length === 0 && skipped.size > 0 && ready.length === 0) {
			skipped.clear();
			return fillUp();
		}
	}

	/** Sees to it that enough lies ready. */
	function ahead() {
		if (ready.length >= least) return asking ?? Promise.resolve();
		return (asking ??= fillUp().finally(() => (asking = undefined)));
	}

	return {
		ahead,
		lies: (/** @type {string} */ id) => (here = id),
		finish: (/** @type {string} */ id) => finished.add(id),
		skip: (/** @type {string} */ id) => skipped.add(id),
		/** What comes back to the bench is not done. */
		back(/** @type {string} */ id) {
			finished.delete(id);
			skipped.delete(id);
			ready = ready.filter((one) => one.id !== id);
		},
		/** Lays a passage first in line again. */
		putFirst: (/** @type {string} */ id, /** @type {HTMLElement} */ card) => ready.unshift({ id, card, at: Date.now() }),
		/** The next passage: at once where it lies ready, else as soon as the site answers; undefined at the end of the queue. */
		async next() {
			if (ready.length === 0) await ahead();
			const next = ready.shift();
			return next;
		},
		/** The same without waiting. */
		nextNow: () => ready.shift(),
		/** One passage as it stands now. */
		async fresh(/** @type {string} */ id, /** @type {string} */ chance) {
			const found = await ask({ passage: id, ...(chance && { chance }) });
			return found?.cards[0];
		}
	};
}
