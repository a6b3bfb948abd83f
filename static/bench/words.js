// @ts-check
/**
 * The words of a passage with a line under each code. Lines of codes that overlap are laid below each other; elements are only put around the
 * text, never between its order, so that Arabic and Latin letters stay where they are.
 */

/** @typedef {{ key: string, start: number, end: number, status: string, scheme: string }} Mark */

const mostLayers = 4;

/** The same rule as `layersOf` in `src/ui/bench/pieces.ts`. */
export function layersOf(/** @type {Pick<Mark, 'key' | 'start' | 'end'>[]} */ marks) {
	/** @type {number[]} */
	const ends = [];
	/** @type {Map<string, number>} */
	const layers = new Map();
	for (const { key, start, end } of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
		let layer = ends.findIndex((until) => until <= start);
		if (layer === -1) layer = ends.length;
		ends[layer] = end;
		layers.set(key, Math.min(layer, mostLayers - 1));
	}
	return layers;
}

/** Cuts a body where marks begin or end. */
export function stretchesOf(/** @type {string} */ body, /** @type {Mark[]} */ marks) {
	const edges = [...new Set([0, body.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
	return edges.slice(0, -1).map((from, index) => {
		const to = edges[index + 1] ?? body.length;
		return { text: body.slice(from, to), marks: marks.filter(({ start, end }) => start < to && from < end) };
	});
}

/** Draws the lines anew. The text itself stays, letter by letter. */
export function draw(/** @type {HTMLElement} */ paragraph, /** @type {Mark[]} */ marks) {
	const body = paragraph.textContent ?? '';
	const layers = layersOf(marks);
	const parts = stretchesOf(body, marks).map(({ text, marks: over }) => {
		/** @type {Node} */
		let part = document.createTextNode(text);
		for (const one of [...over].reverse()) {
			const mark = document.createElement('mark');
			mark.className = `under ${one.status} l${layers.get(one.key) ?? 0}`;
			mark.dataset.scheme = one.scheme;
			mark.dataset.mark = one.key;
			mark.append(part);
			part = mark;
		}
		return part;
	});
	paragraph.replaceChildren(...parts);
}
