// @ts-check
/**
 * What script adds to settling between two coders: words selected in the passage go into the adjudicator's own code, and keys tick codes,
 * answer and send. Everything here can also be done by form, without it.
 */

const form = /** @type {HTMLFormElement | null} */ (document.getElementById('settlement'));
const own = /** @type {HTMLDetailsElement | null} */ (document.getElementById('own'));
const quote = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('add-quote'));
const near = /** @type {HTMLInputElement | null} */ (document.getElementById('add-near'));

const ticks = () => /** @type {HTMLInputElement[]} */ ([...(form?.querySelectorAll('input[type=checkbox]') ?? [])]);
const answers = () => /** @type {HTMLInputElement[]} */ ([...(form?.querySelectorAll('input[name=states]') ?? [])]);

/** The place of a point of the selection in the text of the passage, in UTF-16 code units. */
function offsetIn(/** @type {Node} */ words, /** @type {Node} */ node, /** @type {number} */ offset) {
	const range = document.createRange();
	range.setStart(words, 0);
	range.setEnd(node, offset);
	return range.toString().length;
}

document.addEventListener('selectionchange', () => {
	const selection = document.getSelection();
	if (!quote || !near || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
	const range = selection.getRangeAt(0).cloneRange();
	const { startContainer: first } = range;
	const holder = (first instanceof Element ? first : first.parentElement)?.closest('[data-passage]');
	if (!holder) return;
	// A triple click reaches into what follows the passage.
	if (!holder.contains(range.endContainer)) range.setEnd(holder, holder.childNodes.length);
	const chosen = range.toString();
	if (own) own.open = true;
	quote.value = chosen.trim();
	near.value = String(offsetIn(holder, range.startContainer, range.startOffset) + chosen.length - chosen.trimStart().length);
});
quote?.addEventListener('input', () => {
	if (near) near.value = '';
});

/** Takes all that one coder gave, and nothing else of what coders gave. */
function takeAll(/** @type {string} */ side) {
	for (const tick of ticks()) if (tick.dataset.by !== undefined) tick.checked = tick.dataset.by.split(' ').includes(side);
}

/** @type {Record<string, () => void>} */
const keys = {
	KeyF: () => takeAll('0'),
	KeyG: () => takeAll('1'),
	KeyS: () => {
		const [yes, no] = answers();
		const next = yes?.checked ? no : yes;
		if (!next) return;
		next.checked = true;
		next.focus();
	},
	KeyE: () => {
		if (own) own.open = true;
		quote?.focus();
	},
	KeyD: () => document.getElementById('settle')?.click()
};

document.addEventListener('keydown', (event) => {
	const target = /** @type {HTMLElement} */ (event.target);
	const isWriting =
		/^(TEXTAREA|SELECT)$/.test(target.tagName) ||
		(target.tagName === 'INPUT' && !/^(checkbox|radio)$/.test(target.getAttribute('type') ?? ''));
	if (event.ctrlKey || event.metaKey || event.altKey || isWriting) return;
	// The place of the key, not its letter: the same fingers on an Arabic or a Russian keyboard.
	const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
	const act = digit ? () => ticks()[Number(digit) - 1]?.click() : keys[event.code];
	if (!act) return;
	event.preventDefault();
	act();
});

document.getElementById('keys')?.removeAttribute('hidden');
