// @ts-check
/**
 * Which words of a passage are selected. Offsets are counted along the text nodes, in UTF-16 code units of the stored text, whatever marks
 * stand between and whichever way the line runs; the quote is always the slice between them.
 */

/** @typedef {{ start: number, end: number }} Span */

/** The offset in the text of a paragraph of a point in it; a point before or after it is its beginning or end. */
export function offsetOf(/** @type {HTMLElement} */ paragraph, /** @type {Node} */ node, /** @type {number} */ offset) {
	const whole = document.createRange();
	whole.selectNodeContents(paragraph);
	const place = whole.comparePoint(node, offset);
	if (place !== 0) return place < 0 ? 0 : (paragraph.textContent ?? '').length;
	const range = document.createRange();
	range.setStart(paragraph, 0);
	range.setEnd(node, offset);
	return range.toString().length;
}

/** The text node and the place in it at an offset. */
export function pointAt(/** @type {HTMLElement} */ paragraph, /** @type {number} */ offset) {
	const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
	let left = offset;
	let last = /** @type {Node} */ (paragraph);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const length = node.textContent?.length ?? 0;
		if (left <= length) return { node, offset: left };
		left -= length;
		last = node;
	}
	return { node: last, offset: last === paragraph ? 0 : (last.textContent?.length ?? 0) };
}

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

export function segmenterFor(/** @type {string} */ language, /** @type {'grapheme' | 'word'} */ granularity) {
	const key = `${language} ${granularity}`;
	const made = segmenters.get(key) ?? new Intl.Segmenter(language || undefined, { granularity });
	segmenters.set(key, made);
	return made;
}

/** A stretch without spaces at its ends that cuts no letter, and by words no word. Undefined where nothing is left. */
export function snapped(
	/** @type {string} */ body,
	/** @type {Span} */ { start, end },
	/** @type {string} */ language,
	/** @type {boolean} */ byWords
) {
	let [from, to] = [start, end];
	while (from < to && /\s/.test(body.charAt(from))) from++;
	while (to > from && /\s/.test(body.charAt(to - 1))) to--;
	if (from >= to) return undefined;
	for (const granularity of byWords ? /** @type {const} */ (['grapheme', 'word']) : /** @type {const} */ (['grapheme'])) {
		const segments = segmenterFor(language, granularity).segment(body);
		const [first, last] = [segments.containing(from), segments.containing(to - 1)];
		if (first && (granularity === 'grapheme' || first.isWordLike)) from = first.index;
		if (last && (granularity === 'grapheme' || last.isWordLike)) to = last.index + last.segment.length;
	}
	return { start: from, end: to };
}

/** What is selected of a paragraph, as it was drawn; undefined where nothing of it is. */
export function selectedIn(/** @type {HTMLElement} */ paragraph) {
	const selection = document.getSelection();
	if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
	const range = selection.getRangeAt(0);
	if (!range.intersectsNode(paragraph)) return undefined;
	const start = offsetOf(paragraph, range.startContainer, range.startOffset);
	const end = offsetOf(paragraph, range.endContainer, range.endOffset);
	return start < end ? { start, end } : undefined;
}

export function select(/** @type {HTMLElement} */ paragraph, /** @type {Span} */ { start, end }) {
	const [from, to] = [pointAt(paragraph, start), pointAt(paragraph, end)];
	document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

/** Shows which words are meant, without touching the selection; nothing where the browser cannot. */
export function highlight(/** @type {HTMLElement | undefined} */ paragraph, /** @type {Span | undefined} */ span) {
	if (typeof Highlight === 'undefined' || !CSS.highlights) return;
	if (!paragraph || !span) {
		CSS.highlights.delete('bench-chosen');
		return;
	}
	const range = document.createRange();
	const [from, to] = [pointAt(paragraph, span.start), pointAt(paragraph, span.end)];
	range.setStart(from.node, from.offset);
	range.setEnd(to.node, to.offset);
	CSS.highlights.set('bench-chosen', new Highlight(range));
}
