// @ts-check
/** What script adds to the bench: the next passage at once, keys, and words selected with the mouse, a finger or the keyboard. */
import { openOf, pieceOf, piecesOf, wordsOf } from './card.js';
import { begin, card, focusOn, onSwap, press, undo } from './desk.js';
import { changeStance, chooseStance, closeForms, openCode, openMemo } from './forms.js';
import { listenToKeys, nameKeys } from './keys.js';
import { root, say, tell } from './says.js';
import { highlight, selectedIn, snapped } from './selection.js';
import { walkWords } from './walk.js';

root.classList.add('has-script');

const bar = /** @type {HTMLElement} */ (document.getElementById('bench-selection'));
const shownQuote = /** @type {HTMLElement} */ (document.getElementById('bench-chosen'));
const help = /** @type {HTMLDialogElement} */ (document.getElementById('bench-keys'));
const snap = /** @type {HTMLInputElement} */ (document.getElementById('bench-snap'));
snap.checked = localStorage.getItem('cinnabar-bench-snap') !== 'letters';
snap.addEventListener('change', () => localStorage.setItem('cinnabar-bench-snap', snap.checked ? 'words' : 'letters'));

/** The words that are selected, snapped. @type {import('./selection.js').Span | undefined} */
let chosen;

function choose() {
	const on = card();
	const words = on ? wordsOf(on) : undefined;
	const span = words && selectedIn(words);
	chosen = words && span && snapped(words.textContent ?? '', span, on?.dataset.language ?? '', snap.checked);
	bar.hidden = chosen === undefined;
	highlight(words, chosen);
	if (!words || !chosen) return;
	shownQuote.textContent = (words.textContent ?? '').slice(chosen.start, chosen.end);
	Object.assign(shownQuote, { lang: words.lang, dir: words.dir });
}
document.addEventListener('selectionchange', choose);

function forget() {
	document.getSelection()?.removeAllRanges();
	choose();
}
onSwap(forget);

/** The code that has the focus, else the first that is open. */
function piece() {
	const on = card();
	if (!on) return undefined;
	const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest('[data-piece]') ?? null);
	return focused ?? openOf(on)[0];
}

function move(/** @type {number} */ by) {
	const on = card();
	const all = on ? piecesOf(on) : [];
	const here = all.indexOf(/** @type {HTMLElement} */ (document.activeElement?.closest('[data-piece]')));
	const to = all[here === -1 ? (by > 0 ? 0 : all.length - 1) : here + by];
	if (to) to.focus();
	else tell(say('at-end'));
}

const pressIn = (/** @type {Element | null | undefined} */ within, /** @type {string} */ pattern) =>
	/** @type {HTMLButtonElement | null} */ (within?.querySelector(`button[value*="${pattern}"]`))?.click();

function code() {
	// What was selected a moment ago may not have been told yet.
	choose();
	if (chosen) {
		const span = chosen;
		openCode(span, undefined);
		highlight(card() ? wordsOf(/** @type {HTMLElement} */ (card())) : undefined, span);
	} else tell(say('no-words'));
}

function change() {
	const one = piece();
	if (!one || one.dataset.status === 'refused') return;
	choose();
	// Words that are selected take the place of those that it has.
	openCode(chosen ?? { start: Number(one.dataset.start), end: Number(one.dataset.end) }, one);
}

function words() {
	const on = card();
	if (!on) return;
	tell(say('choosing-words'));
	walkWords(wordsOf(on), { language: on.dataset.language ?? '', code, leave: () => {} });
}

function toggleStates() {
	const on = card();
	const [yes, no] = /** @type {HTMLInputElement[]} */ ([...(on?.querySelectorAll('input[name=states]') ?? [])]);
	const to = yes?.checked ? no : yes;
	if (!to) return;
	to.checked = true;
	to.closest('fieldset')?.setAttribute('data-chosen', '');
	tell(`${to.closest('fieldset')?.querySelector('legend')?.textContent ?? ''} ${to.closest('label')?.textContent?.trim() ?? ''}`);
}

/** Who has not said whether the passage states a challenge or a need has said so by their codes. */
function answerStates(/** @type {Element} */ finish) {
	const [yes, no] = /** @type {HTMLInputElement[]} */ ([...finish.querySelectorAll('input[name=states]')]);
	const on = card();
	if (!on || !yes || !no || yes.checked || no.checked) return;
	const states = piecesOf(on).some(({ dataset }) => dataset.status !== 'refused' && /^(challenge|need)$/.test(dataset.stance ?? ''));
	(states ? yes : no).checked = true;
}

/** @type {Record<string, () => void>} */
const keys = {
	KeyJ: () => move(1),
	ArrowDown: () => move(1),
	KeyK: () => move(-1),
	ArrowUp: () => move(-1),
	KeyA: () => pressIn(piece(), 'verdict=accepted'),
	KeyR: () => pressIn(piece(), 'verdict=refused'),
	KeyX: () =>
		pressIn(piece(), piece()?.dataset.own !== undefined && piece()?.dataset.status === 'accepted' ? 'verb=remove' : 'verb=reopen'),
	'Shift+KeyA': () => {
		const on = card();
		if (on && openOf(on).length === 1) pressIn(openOf(on)[0], 'verdict=accepted');
		else pressIn(on, 'verb=accept-all');
	},
	KeyC: change,
	KeyE: code,
	KeyW: words,
	KeyG() {
		snap.click();
		choose();
		tell(say(snap.checked ? 'by-words' : 'by-letters'));
	},
	KeyY: toggleStates,
	KeyM: () => openMemo(chosen),
	KeyS: () => pressIn(card(), 'verb=skip'),
	KeyD: () => pressIn(card(), 'verb=finish'),
	KeyU: () => void undo(),
	Slash: () => help.showModal(),
	'Shift+Slash': () => help.showModal()
};
listenToKeys({
	keys,
	onDigit(digit) {
		const isOpen = /** @type {HTMLDetailsElement} */ (document.getElementById('code-panel')).open;
		const one = piece();
		if (isOpen) chooseStance(digit);
		else if (one && one.dataset.status !== 'refused') changeStance(one, digit);
	},
	onEscape() {
		if (closeForms()) focusOn();
		forget();
	}
});
void nameKeys();

root.addEventListener('click', (event) => {
	const pressed = /** @type {HTMLElement} */ (event.target).closest('button');
	if (pressed?.value === 'verb=finish' && pressed.form) answerStates(pressed.form);
	const key = pressed?.dataset.change;
	const on = card();
	const one = key && on ? pieceOf(on, key) : undefined;
	if (one) openCode({ start: Number(one.dataset.start), end: Number(one.dataset.end) }, one);
});

root.addEventListener('submit', (event) => {
	const form = /** @type {HTMLFormElement} */ (event.target);
	const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
	event.preventDefault();
	if (form.id === 'undo') {
		void undo();
		return;
	}
	/** @type {Record<string, string>} */
	const filled = {};
	for (const [name, value] of form.matches('.finish') ? new FormData(form) : []) if (typeof value === 'string') filled[name] = value;
	if (pressed) press(pressed.value, filled);
});

// A finger on a button must not undo the selection that the button is about.
bar.addEventListener('pointerdown', (event) => event.preventDefault());
bar.addEventListener('click', (event) => {
	const what = /** @type {HTMLElement} */ (event.target).closest('button')?.dataset.selection;
	if (!what || !chosen) return;
	if (what === 'code') code();
	else if (what === 'memo') openMemo(chosen);
	else {
		const field = /** @type {HTMLInputElement | null} */ (card()?.querySelector(`.finish input[name=${what}]`));
		if (!field) return;
		field.value = shownQuote.textContent ?? '';
		field.closest('label')?.classList.add('named');
		field.closest('details')?.setAttribute('open', '');
		tell(`${field.closest('label')?.querySelector('span')?.textContent ?? ''}: ${field.value}`);
		forget();
	}
});

document.addEventListener('focusin', () => {
	const on = card();
	const key = /** @type {HTMLElement | null} */ (document.activeElement?.closest('[data-piece]') ?? null)?.dataset.piece;
	for (const mark of on?.querySelectorAll('[data-mark]') ?? [])
		mark.classList.toggle('here', key !== undefined && /** @type {HTMLElement} */ (mark).dataset.mark === key);
});

document.getElementById('bench-help')?.addEventListener('click', () => help.showModal());
document.getElementById('bench-keys-close')?.addEventListener('click', () => help.close());

begin();
if (location.hash === '#bench' || document.activeElement === document.body) focusOn();
