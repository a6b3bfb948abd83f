// @ts-check
/**
 * What script adds to reviewing: words selected in a passage go into the form that adds evidence, and the keyboard moves
 * through proposals and settles them. Everything here can also be done by form, without it.
 */

const quote = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('add-quote'));
const near = /** @type {HTMLInputElement | null} */ (document.getElementById('add-near'));

/** The place of a point of the selection in the text of the passage, in UTF-16 code units, whatever marks stand between. */
function offsetIn(/** @type {Node} */ words, /** @type {Node} */ node, /** @type {number} */ offset) {
	const range = document.createRange();
	range.setStart(words, 0);
	range.setEnd(node, offset);
	return range.toString().length;
}

document.addEventListener('selectionchange', () => {
	const selection = document.getSelection();
	if (!quote || !near || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
	const range = selection.getRangeAt(0);
	const holder = range.startContainer.parentElement?.closest('[data-passage]');
	if (!holder || holder !== range.endContainer.parentElement?.closest('[data-passage]')) return;
	const start = offsetIn(holder, range.startContainer, range.startOffset);
	const chosen = range.toString();
	const led = chosen.length - chosen.trimStart().length;
	quote.value = chosen.trim();
	near.value = String(start + led);
});
quote?.addEventListener('input', () => {
	if (near) near.value = '';
});

const proposals = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('li.proposed[data-evidence]')]);

function move(/** @type {number} */ by) {
	const all = proposals();
	const here = all.indexOf(/** @type {HTMLElement} */ (document.activeElement?.closest('li[data-evidence]')));
	const next = all[here === -1 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)];
	next?.focus();
	next?.scrollIntoView({ block: 'center' });
}

function settle(/** @type {string} */ verdict) {
	const here = document.activeElement?.closest('li[data-evidence]');
	const button = /** @type {HTMLButtonElement | null} */ (here?.querySelector(`button[value^="${verdict} "]`) ?? null);
	button?.click();
}

/** @type {Record<string, () => void>} */
const keys = { j: () => move(1), k: () => move(-1), a: () => settle('accepted'), r: () => settle('refused') };

document.addEventListener('keydown', (event) => {
	const target = /** @type {HTMLElement} */ (event.target);
	if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
	// The place of the key, not its letter: the same fingers on an Arabic or a Russian keyboard.
	const key = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : '';
	const act = keys[key];
	if (!act) return;
	event.preventDefault();
	act();
});

document.getElementById('keys')?.removeAttribute('hidden');
const reached = location.hash.startsWith('#e') ? document.getElementById(location.hash.slice(1)) : null;
reached?.focus();
