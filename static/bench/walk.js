// @ts-check
/** Selecting words without a mouse: arrow keys go from word to word, in the direction in which the passage is read. */
import { segmenterFor, select } from './selection.js';

/** Begins at the first word. `code` is called on Enter, `leave` on Escape or when the focus goes elsewhere. */
export function walkWords(
	/** @type {HTMLElement} */ paragraph,
	/** @type {{ language: string, code: () => void, leave: () => void }} */ { language, code, leave }
) {
	const body = paragraph.textContent ?? '';
	const words = [...segmenterFor(language, 'word').segment(body)]
		.filter(({ isWordLike }) => isWordLike)
		.map(({ index, segment }) => ({ start: index, end: index + segment.length }));
	if (words.length === 0) return;
	let [anchor, here] = [0, 0];
	const show = () => {
		const [one, other] = [words[anchor], words[here]];
		if (one && other) select(paragraph, { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) });
	};
	const end = () => {
		paragraph.removeEventListener('keydown', onKey);
		paragraph.removeEventListener('blur', end);
		leave();
	};
	const onKey = (/** @type {KeyboardEvent} */ event) => {
		const forward = getComputedStyle(paragraph).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
		const by = event.code === forward || event.code === 'ArrowDown' ? 1 : /^Arrow/.test(event.code) ? -1 : 0;
		if (by === 0 && !['Enter', 'Escape', 'Home', 'End'].includes(event.code)) return;
		event.preventDefault();
		event.stopPropagation();
		if (event.code === 'Enter') {
			end();
			code();
			return;
		}
		if (event.code === 'Escape') {
			document.getSelection()?.removeAllRanges();
			end();
			return;
		}
		if (event.code === 'Home') here = 0;
		else if (event.code === 'End') here = words.length - 1;
		else here = Math.min(Math.max(here + by, 0), words.length - 1);
		if (!event.shiftKey) anchor = here;
		show();
	};
	paragraph.addEventListener('keydown', onKey);
	paragraph.addEventListener('blur', end);
	paragraph.focus();
	show();
}
