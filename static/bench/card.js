// @ts-check
/** A passage on the bench as a script reads and changes it. The lines under the words follow the list of codes. */
import { say } from './says.js';
import { draw } from './words.js';

/** @typedef {'proposed' | 'accepted' | 'refused'} Status */
/** @typedef {{ key: string, ids: string, conceptId: string, stance: string, start: number, end: number, quote: string, code: string, stanceName: string, label: string }} NewPiece */

export const wordsOf = (/** @type {Element} */ card) => /** @type {HTMLElement} */ (card.querySelector('[data-words]'));
export const piecesOf = (/** @type {Element} */ card) => /** @type {HTMLElement[]} */ ([...card.querySelectorAll('[data-piece]')]);
export const openOf = (/** @type {Element} */ card) => piecesOf(card).filter((one) => one.dataset.status === 'proposed');
export const pieceOf = (/** @type {Element} */ card, /** @type {string} */ key) => piecesOf(card).find((one) => one.dataset.piece === key);

/** Draws the lines under the words as the codes stand. */
export function redraw(/** @type {Element} */ card) {
	const marks = piecesOf(card)
		.filter((one) => one.dataset.status !== 'refused')
		.map(({ dataset }) => ({
			...{ key: dataset.piece ?? '', start: Number(dataset.start), end: Number(dataset.end), status: dataset.status ?? '' },
			scheme: (dataset.concept ?? '').split('/')[0] ?? ''
		}));
	draw(wordsOf(card), marks);
	const none = /** @type {HTMLElement | null} */ (card.querySelector('[data-none]'));
	if (none) none.hidden = piecesOf(card).length > 0;
	const all = /** @type {HTMLButtonElement | null} */ (card.querySelector('button[value^="verb=accept-all"]'));
	const open = openOf(card);
	if (!all) return;
	all.hidden = open.length < 2;
	all.value = `verb=accept-all&evidenceIds=${open.map(({ dataset }) => (dataset.ids ?? '').match(/evidenceId=(\d+)/)?.[1] ?? '').join(',')}`;
}

function button(/** @type {string} */ value, /** @type {string} */ key, /** @type {string} */ code, quiet = true) {
	const made = document.createElement('button');
	made.className = `button small${quiet ? ' quiet' : ''}`;
	Object.assign(made, { name: 'act', value });
	made.textContent = say(key);
	made.setAttribute('aria-label', `${say(key)}: ${code}`);
	return made;
}

/** Gives a code the buttons for what can be done with it as it stands now. */
function dress(/** @type {HTMLElement} */ piece) {
	const { ids = '', status = '', code = '', own, piece: key = '' } = piece.dataset;
	const place = piece.querySelector('.verdicts');
	if (!place) return;
	const change = button('', 'change', code);
	change.type = 'button';
	change.dataset.change = key;
	const settle = (/** @type {string} */ verdict) => `verb=settle&verdict=${verdict}&${ids}`;
	const buttons =
		status === 'proposed'
			? [button(settle('accepted'), 'accept', code, false), button(settle('refused'), 'refuse', code)]
			: own !== undefined && status === 'accepted'
				? [button(`verb=remove&${ids}`, 'remove', code)]
				: [button(`verb=reopen&${ids}&seen=${status}`, 'open-again', code)];
	place.replaceChildren(...buttons, ...(status === 'refused' ? [] : [change]));
}

/** Has a code stand otherwise. */
export function setStatus(/** @type {HTMLElement} */ piece, /** @type {Status} */ status) {
	piece.dataset.status = status;
	piece.className = status;
	const tag = document.createElement('span');
	tag.className = `tag ${status}`;
	tag.textContent = say(`status-${status}`);
	piece.querySelector('[data-said-status]')?.replaceChildren(tag);
	dress(piece);
}

/** Adds a code of the reviewer's own, in the order of the text. */
export function addPiece(/** @type {HTMLElement} */ card, /** @type {NewPiece} */ one) {
	const piece = document.createElement('li');
	const words = wordsOf(card);
	piece.tabIndex = -1;
	Object.assign(piece.dataset, { piece: one.key, ids: one.ids, concept: one.conceptId, stance: one.stance, code: one.code, own: '' });
	Object.assign(piece.dataset, { start: String(one.start), end: String(one.end) });
	const code = document.createElement('span');
	code.className = 'code';
	code.dataset.scheme = one.conceptId.split('/')[0] ?? '';
	const label = document.createElement('strong');
	label.textContent = one.label;
	code.append(label, ' · ', one.stanceName);
	const status = document.createElement('span');
	status.dataset.saidStatus = '';
	const quote = document.createElement('q');
	Object.assign(quote, { lang: words.lang, dir: words.dir, textContent: one.quote });
	const by = document.createElement('span');
	by.className = 'muted small';
	by.textContent = say('by-you');
	const verdicts = document.createElement('span');
	verdicts.className = 'verdicts';
	piece.append(code, ' ', status, ' ', quote, ' ', by, ' ', verdicts);
	setStatus(piece, 'accepted');
	const after = piecesOf(card).find(({ dataset }) => Number(dataset.start) > one.start);
	const list = card.querySelector('.pieces .codes');
	if (after) after.before(piece);
	else list?.append(piece);
	return piece;
}

/** Under which number the site keeps a code, once it has said so. */
export function setIds(/** @type {HTMLElement} */ piece, /** @type {string} */ ids) {
	const before = piece.dataset.ids ?? '';
	piece.dataset.ids = ids;
	for (const one of piece.querySelectorAll('button[name=act]')) {
		const pressed = /** @type {HTMLButtonElement} */ (one);
		pressed.value = before === '' ? pressed.value : pressed.value.replace(before, ids);
	}
}

/** How the codes of a passage stand, to be compared with how they stand later. */
export const standingOf = (/** @type {HTMLElement} */ card) =>
	`${card.dataset.read} ${piecesOf(card)
		.map(({ dataset }) => `${dataset.ids}${dataset.status}`)
		.join(' ')}`;
