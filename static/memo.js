// @ts-check
/** Words selected in a passage go into the memo that is being written on it. Without script they are copied by hand. */

const quote = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('memo-quote'));
const near = /** @type {HTMLInputElement | null} */ (document.getElementById('memo-near'));

document.addEventListener('selectionchange', () => {
	const selection = document.getSelection();
	if (!quote?.closest('details')?.open || !near || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
	const range = selection.getRangeAt(0).cloneRange();
	const { startContainer: first } = range;
	const holder = (first instanceof Element ? first : first.parentElement)?.closest('[data-passage]');
	if (!holder) return;
	// A triple click reaches into what follows the passage.
	if (!holder.contains(range.endContainer)) range.setEnd(holder, holder.childNodes.length);
	const before = document.createRange();
	before.setStart(holder, 0);
	before.setEnd(range.startContainer, range.startOffset);
	const chosen = range.toString();
	quote.value = chosen.trim();
	near.value = String(before.toString().length + chosen.length - chosen.trimStart().length);
});
quote?.addEventListener('input', () => {
	if (near) near.value = '';
});
