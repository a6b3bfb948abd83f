// @ts-check
/** The forms for a code and for a memo, filled from what is selected or from a code that is to be changed. */
import { pieceOf, piecesOf, wordsOf } from './card.js';
import { addCode, card, onSwap, onTakingUp, writeMemo } from './desk.js';
import { pickerOver } from './picker.js';
import { say, tell } from './says.js';

/** @typedef {import('./selection.js').Span} Span */

const find = (/** @type {string} */ id) => document.getElementById(id);
const panels = {
	code: /** @type {HTMLDetailsElement} */ (find('code-panel')),
	memo: /** @type {HTMLDetailsElement | null} */ (find('memo-panel'))
};
const form = /** @type {HTMLFormElement} */ (find('code'));
const which = /** @type {HTMLSelectElement} */ (find('code-piece'));
const concept = /** @type {HTMLSelectElement} */ (find('code-concept'));
const quote = /** @type {HTMLTextAreaElement} */ (find('code-quote'));
const near = /** @type {HTMLInputElement} */ (find('code-near'));
const stances = () => /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[name=stance]')]);
const stanceName = (/** @type {string} */ stance) =>
	stances()
		.find(({ value }) => value === stance)
		?.closest('label')
		?.querySelector('span')?.textContent ?? stance;
const labelOf = (/** @type {string} */ id) => [...concept.options].find(({ value }) => value === id)?.textContent?.trim() ?? id;

/** Concepts of these schemes mostly come with the stance of the same name. */
function guessStance() {
	const scheme = concept.value.split('/')[0];
	const guess = stances().find(({ value }) => value === scheme);
	if (guess && !form.dataset.stanceChosen) guess.checked = true;
}

const picker = pickerOver(concept, () => {
	guessStance();
	(stances().find(({ checked }) => checked) ?? stances()[0])?.focus();
});

/** What of the form depends on the passage on the bench. */
function fitPassage() {
	const on = card();
	const words = on && wordsOf(on);
	const choices = on ? piecesOf(on).filter(({ dataset }) => dataset.status !== 'refused') : [];
	const first = which.options[0];
	which.replaceChildren(
		...(first ? [first] : []),
		...choices.map(({ dataset }) => {
			const option = new Option(dataset.code, dataset.ids);
			option.dataset.piece = dataset.piece;
			return option;
		})
	);
	for (const field of [quote, find('memo-quote')]) if (field && words) Object.assign(field, { lang: words.lang, dir: words.dir });
	for (const one of document.querySelectorAll('#code [name=passageId], #memo [name=passageId]'))
		/** @type {HTMLInputElement} */ (one).value = on?.dataset.passage ?? '';
}
let fitted = card()?.dataset.passage;
onSwap(() => {
	fitPassage();
	// The same passage as it stands now: what is being written stays.
	if (card()?.dataset.passage !== fitted) closeForms();
	fitted = card()?.dataset.passage;
});

export function openCode(/** @type {Span} */ { start, end }, /** @type {HTMLElement | undefined} */ old) {
	const on = card();
	if (!on) return;
	fitPassage();
	panels.code.open = true;
	which.value = old?.dataset.ids ?? '';
	quote.value = (wordsOf(on).textContent ?? '').slice(start, end);
	near.value = String(start);
	delete form.dataset.stanceChosen;
	if (old) {
		picker.show(old.dataset.concept ?? '');
		const stance = stances().find(({ value }) => value === old.dataset.stance);
		if (stance) stance.checked = true;
		form.dataset.stanceChosen = 'yes';
	}
	picker.input.focus();
	panels.code.scrollIntoView({ block: 'nearest' });
}

export function openMemo(/** @type {Span | undefined} */ span) {
	if (!panels.memo) return;
	const on = card();
	panels.memo.open = true;
	const words = /** @type {HTMLTextAreaElement} */ (find('memo-quote'));
	const place = /** @type {HTMLInputElement} */ (find('memo-near'));
	words.value = span && on ? (wordsOf(on).textContent ?? '').slice(span.start, span.end) : '';
	place.value = span ? String(span.start) : '';
	find('memo-body')?.focus();
	panels.memo.scrollIntoView({ block: 'nearest' });
}

export function closeForms() {
	const wasOpen = panels.code.open || panels.memo?.open === true;
	panels.code.open = false;
	if (panels.memo) panels.memo.open = false;
	return wasOpen;
}

/** A digit chooses a stance: of the form where one is open, else of a code. */
export function chooseStance(/** @type {number} */ at) {
	const one = stances()[at - 1];
	if (!one) return;
	one.checked = true;
	one.focus();
	form.dataset.stanceChosen = 'yes';
}

/** Gives a code another stance, with the same concept and words. */
export function changeStance(/** @type {HTMLElement} */ piece, /** @type {number} */ at) {
	const stance = stances()[at - 1]?.value;
	const { concept: conceptId = '', stance: before, start, end } = piece.dataset;
	if (!stance || stance === before) return;
	addCode(codeAs(conceptId, stance, Number(start), Number(end)), piece);
}

function codeAs(/** @type {string} */ conceptId, /** @type {string} */ stance, /** @type {number} */ start, /** @type {number} */ end) {
	const on = card();
	const body = on ? (wordsOf(on).textContent ?? '') : '';
	const [label, name] = [labelOf(conceptId), stanceName(stance)];
	return { conceptId, stance, start, end, quote: body.slice(start, end), label, stanceName: name, code: `${label} · ${name}` };
}

/** Where the words of the form stand: at the place that was selected, else at their only place. */
function placeOf(/** @type {string} */ body, /** @type {string} */ words, /** @type {string} */ place) {
	if (words === '') return undefined;
	const at = place === '' ? -1 : Number(place);
	if (at >= 0 && body.startsWith(words, at)) return at;
	const first = body.indexOf(words);
	return first === -1 || body.indexOf(words, first + 1) !== -1 ? undefined : first;
}

function saveCode() {
	const on = card();
	if (!on) return;
	const words = quote.value.trim();
	const start = placeOf(wordsOf(on).textContent ?? '', words, near.value);
	if (start === undefined) {
		tell(say('no-words'));
		quote.focus();
		return;
	}
	const stance = stances().find(({ checked }) => checked)?.value ?? 'none';
	const chosen = which.selectedOptions[0]?.dataset.piece;
	const code = codeAs(concept.value, stance, start, start + words.length);
	panels.code.open = false;
	addCode(code, chosen === undefined ? undefined : pieceOf(on, chosen));
}

form.addEventListener('submit', (event) => {
	event.preventDefault();
	event.stopPropagation();
	saveCode();
});
quote.addEventListener('input', () => (near.value = ''));
for (const one of stances()) one.addEventListener('change', () => (form.dataset.stanceChosen = 'yes'));
which.addEventListener('change', () => {
	const on = card();
	const piece = on && pieceOf(on, which.selectedOptions[0]?.dataset.piece ?? '');
	if (piece) openCode({ start: Number(piece.dataset.start), end: Number(piece.dataset.end) }, piece);
});
find('memo')?.addEventListener('submit', (event) => {
	event.preventDefault();
	event.stopPropagation();
	const sent = /** @type {HTMLFormElement} */ (event.target);
	/** @type {Record<string, string>} */
	const fields = {};
	// Not by FormData, which would turn the ends of lines into two signs.
	for (const name of ['quote', 'near', 'language', 'body'])
		fields[name] = /** @type {HTMLInputElement} */ (sent.elements.namedItem(name)).value;
	writeMemo(fields);
	/** @type {HTMLTextAreaElement} */ (find('memo-body')).value = '';
	if (panels.memo) panels.memo.open = false;
});
find('memo-language')?.addEventListener('change', (event) => {
	const [chosen] = /** @type {HTMLSelectElement} */ (event.target).selectedOptions;
	const body = find('memo-body');
	if (body && chosen) Object.assign(body, { lang: chosen.value, dir: chosen.dataset.dir ?? '' });
});
for (const id of ['code-close', 'memo-close']) find(id)?.addEventListener('click', closeForms);

onTakingUp((fields) => {
	const { verb, quote: words = '', near: at = '', conceptId = '', stance = '', body = '' } = fields;
	if (verb === 'memo')
		return () => {
			openMemo(words === '' ? undefined : { start: Number(at), end: Number(at) + words.length });
			/** @type {HTMLTextAreaElement} */ (find('memo-body')).value = body;
		};
	if (verb !== 'add' && verb !== 'change') return undefined;
	return () => {
		openCode({ start: Number(at), end: Number(at) + words.length }, undefined);
		picker.show(conceptId);
		const one = stances().find(({ value }) => value === stance);
		if (one) one.checked = true;
	};
});
