// @ts-check
/** The passage that lies on the bench, what is done to it at once on the page and then at the site, and how it is taken back. */
import { openOf, piecesOf, redraw, setIds, setStatus, standingOf, wordsOf, addPiece } from './card.js';
import { openOutbox } from './outbox.js';
import { layReady } from './ready.js';
import { root, say, tell } from './says.js';
import { sittingOf } from './sitting.js';
import { addTrouble } from './troubles.js';

/** @typedef {Record<string, string>} Fields */

const { address = '', query = '', me = '' } = root.dataset;
const isOfProject = /\/coding\//.test(address);
const place = /** @type {HTMLElement} */ (document.getElementById('bench-place'));
const empty = document.getElementById('bench-empty');
/** A passage older than this is looked at again when it comes up: others work on the same queue. */
const staleAfter = 20_000;

const sitting = sittingOf(`${me} ${address.replace(/^\/\w+/, '')}`);
const ready = layReady({ address, query, onProgress: (progress) => document.getElementById('bench-progress')?.replaceWith(progress) });
/** How passages stood before each act of this page. @type {Map<string, HTMLElement>} */
const before = new Map();
/** What the site answered to acts of this page. @type {Map<string, { undo: string[], pieces: number[] }>} */
const answers = new Map();
let count = 0;

export const card = () => /** @type {HTMLElement | null} */ (place.querySelector('.bench-card'));
const keyOf = () => `k${Date.now().toString(36)}x${count++}`;
const idsFor = (/** @type {number | undefined} */ number) =>
	number === undefined ? '' : `${isOfProject ? 'codeId' : 'evidenceId'}=${number}`;

/** What an entry says of a code that the site had not numbered yet is put right; undefined where there is no such code, or nothing to undo. */
function settle(/** @type {{ key: string, fields: Fields }} */ { fields }) {
	const { of: made, undoes, ...rest } = fields;
	if (undoes !== undefined) {
		const token = answers.get(undoes)?.undo.join('_') ?? rest.token;
		return token ? { ...rest, token } : undefined;
	}
	if (made === undefined) return fields;
	const ids = idsFor(answers.get(made)?.pieces[0] ?? sitting.pieceOf(made));
	return ids === '' ? undefined : { ...rest, ...Object.fromEntries(new URLSearchParams(ids)) };
}

const outbox = openOutbox({
	address,
	owner: me,
	settle,
	onDone({ key, passage, fields }, done) {
		answers.set(key, done);
		if (fields.verb !== 'undo') sitting.answered(key, done.undo.join('_'), done.pieces[0]);
		const made = [...document.querySelectorAll(`[data-ids="@${key}"]`)];
		for (const one of made) setIds(/** @type {HTMLElement} */ (one), idsFor(done.pieces[0]));
		if (fields.verb === 'memo' && !outbox.holds(passage)) void refresh(passage);
	},
	onRefused({ key, passage, fields }, { message }) {
		sitting.drop(key);
		before.delete(key);
		const takeUp = takingUp?.(fields);
		addTrouble({
			message,
			look: () => void show(passage, fields.byChance ?? ''),
			takeUp: takeUp && (() => void show(passage, fields.byChance ?? '').then(takeUp))
		});
		if (fields.verb === 'finish' || fields.verb === 'skip') ready.back(passage);
		if (passage === card()?.dataset.passage) void refresh(passage);
		showPace();
	},
	onChange({ waiting, problem }) {
		const said = document.getElementById('bench-waiting');
		if (said) said.textContent = [waiting > 0 ? say('waiting', { count: waiting }) : '', problem ? say(problem) : ''].join(' ').trim();
	}
});

/** What a form can be filled with again when the site has refused it. @type {((fields: Fields) => (() => void) | undefined) | undefined} */
let takingUp;
export const onTakingUp = (/** @type {NonNullable<typeof takingUp>} */ fill) => (takingUp = fill);
/** Called when another passage lies on the bench. @type {(() => void)[]} */
const swapped = [];
export const onSwap = (/** @type {() => void} */ act) => swapped.push(act);

function lay(/** @type {HTMLElement | undefined} */ next) {
	card()?.remove();
	if (next) place.prepend(next);
	if (empty) empty.hidden = next !== undefined;
	const passage = next?.dataset.passage ?? '';
	ready.lies(passage);
	const search = new URLSearchParams(query);
	if (passage) search.set('passage', passage);
	if (next?.dataset.chance) search.set('chance', 'yes');
	history.replaceState(null, '', `${address}${search.size > 0 ? `?${search}` : ''}`);
	for (const act of swapped) act();
}

/** Puts the focus where the reviewer goes on: the first proposal that is open, else the words. */
export function focusOn(/** @type {HTMLElement | null | undefined} */ on = card()) {
	if (!on) return empty?.focus();
	(openOf(on)[0] ?? wordsOf(on)).focus({ preventScroll: true });
	root.scrollIntoView({ block: 'nearest' });
}

/** Shows one passage as it stands now, and keeps what lay there for later. */
export async function show(/** @type {string} */ passage, /** @type {string} */ chance = '') {
	const here = card();
	if (here && here.dataset.passage !== passage) ready.putFirst(here.dataset.passage ?? '', here);
	ready.back(passage);
	const fresh = await ready.fresh(passage, chance);
	if (!fresh) return;
	lay(fresh);
	focusOn();
}

/** Looks at the site how a passage stands, and shows it where that is otherwise than on the page. */
async function refresh(/** @type {string} */ passage) {
	const shown = card();
	if (!shown || shown.dataset.passage !== passage || outbox.holds(passage)) return;
	const asShown = standingOf(shown);
	const fresh = await ready.fresh(passage, shown.dataset.chance ?? '');
	if (!fresh || card() !== shown || outbox.holds(passage) || standingOf(shown) !== asShown) return;
	const memos = fresh.querySelector('.memos');
	if (standingOf(fresh) === asShown) {
		if (memos) shown.querySelector('.memos')?.replaceWith(memos);
		return;
	}
	lay(fresh);
	focusOn();
	tell(say('changed-meanwhile'));
}

async function next(/** @type {string} */ told) {
	const lying = ready.nextNow() ?? (lay(undefined), await ready.next());
	lay(lying?.card);
	focusOn();
	tell(lying ? say(told) : (empty?.textContent ?? ''));
	void ready.ahead();
	if (lying && Date.now() - lying.at > staleAfter) void refresh(lying.id);
}

/** Sends an act for the passage on the bench. Returns its key. */
function post(/** @type {Fields} */ fields) {
	const on = card();
	const passage = on?.dataset.passage ?? '';
	const chance = on?.dataset.chance ?? '';
	const key = keyOf();
	// The codes of the passage as they stand now, with all that is filled in.
	if (on) before.set(key, /** @type {HTMLElement} */ (on.cloneNode(true)));
	sitting.add({ key, passage, chance, verb: fields.verb ?? '' });
	showPace();
	outbox.post({ key, passage, fields: { passageId: passage, byChance: chance, ...fields } });
	return key;
}

/** The numbers of a code, or of which act it came as long as the site has not numbered it. */
const named = (/** @type {string} */ ids) => (ids.startsWith('@') ? { of: ids.slice(1) } : Object.fromEntries(new URLSearchParams(ids)));

/** Does what a button of the page says. */
export function press(/** @type {string} */ value, /** @type {Fields} */ filled) {
	const on = card();
	if (!on) return;
	const [ids] = value.match(/@[^&]+/) ?? [];
	const fields = { ...filled, ...Object.fromEntries(new URLSearchParams(value.replace(/@[^&]+/, ''))), ...(ids && named(ids)) };
	const piece = piecesOf(on).find(({ dataset }) =>
		ids ? dataset.ids === ids : (dataset.ids ?? '').split('&').some((one) => value.split('&').includes(one))
	);
	const verb = fields.verb;
	if (verb === 'finish' && openOf(on).length > 0) {
		openOf(on)[0]?.focus();
		tell(say('still-open'));
		return;
	}
	post(fields);
	if (verb === 'finish' || verb === 'skip') {
		ready[verb](on.dataset.passage ?? '');
		void next(verb === 'finish' ? 'finished' : 'skipped-one');
		return;
	}
	if (verb === 'unfinish') {
		void refreshWhenSent(on.dataset.passage ?? '');
		return;
	}
	for (const one of verb === 'accept-all' ? openOf(on) : []) setStatus(one, 'accepted');
	if (verb === 'settle' && piece) setStatus(piece, /** @type {'accepted' | 'refused'} */ (fields.verdict));
	if (verb === 'reopen' && piece) setStatus(piece, 'proposed');
	if (verb === 'remove') piece?.remove();
	redraw(on);
	const told = { settle: fields.verdict ?? '', 'accept-all': 'all-accepted', reopen: 'reopened', remove: 'removed' }[verb ?? ''] ?? '';
	tell(`${say(told)} ${verb === 'accept-all' ? '' : (piece?.dataset.code ?? '')}`);
	const goesOn = openOf(on)[0] ?? (verb === 'reopen' ? piece : undefined);
	if (goesOn) goesOn.focus();
	else /** @type {HTMLElement | null} */ (on.querySelector('button[value="verb=finish"]'))?.focus();
}

async function refreshWhenSent(/** @type {string} */ passage) {
	while (outbox.holds(passage)) await new Promise((resolve) => setTimeout(resolve, 50));
	await refresh(passage);
}

/**
 * Adds a code, or puts it in the place of another.
 * @param {Omit<import('./card.js').NewPiece, 'key' | 'ids'>} code
 * @param {HTMLElement | undefined} old
 */
export function addCode(code, old) {
	const on = card();
	if (!on) return;
	const { conceptId, stance, quote, start } = code;
	const { ids = '', status = '' } = old?.dataset ?? {};
	const seen = old && !isOfProject ? { seen: status } : {};
	const key = post({ verb: old ? 'change' : 'add', conceptId, stance, quote, near: String(start), ...(old && named(ids)), ...seen });
	if (old && isOfProject && old.dataset.own !== undefined) old.remove();
	else if (old) setStatus(old, 'refused');
	const piece = addPiece(on, { ...code, key, ids: `@${key}` });
	redraw(on);
	piece.focus();
	tell(`${say(old ? 'changed' : 'added')} ${code.code}`);
}

export function writeMemo(/** @type {Fields} */ fields) {
	post({ ...fields, verb: 'memo' });
	tell(say('memo-written'));
}

/** Takes the last act of this sitting back, on whichever passage it was. */
export async function undo() {
	const act = sitting.last();
	if (!act) {
		tell(say('nothing-to-undo'));
		return;
	}
	const { key, passage, chance, token } = act;
	const lost = !token && !answers.has(key) && !before.has(key);
	sitting.drop(key);
	if (!outbox.takeOut(key) && !lost) {
		outbox.post({ key: keyOf(), passage, fields: { verb: 'undo', passageId: passage, undoes: key, ...(token && { token }) } });
	}
	const as = before.get(key);
	const here = card();
	if (as) {
		if (here && here.dataset.passage !== passage) ready.putFirst(here.dataset.passage ?? '', here);
		ready.back(passage);
		// The site may have numbered codes since.
		for (const one of piecesOf(as)) {
			const made = (one.dataset.ids ?? '').match(/^@(.+)/)?.[1];
			const ids = made === undefined ? '' : idsFor(answers.get(made)?.pieces[0]);
			if (ids !== '') setIds(one, ids);
		}
		before.delete(key);
		lay(as);
		focusOn(as);
	} else {
		while (outbox.holds(passage)) await new Promise((resolve) => setTimeout(resolve, 50));
		await show(passage, chance);
	}
	tell(say('undone'));
	showPace();
}

export function showPace() {
	const { finished, anHour } = sitting.pace();
	const said = document.getElementById('bench-pace');
	if (said && finished > 0) said.textContent = say('pace', { count: finished, number: anHour });
	const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('#undo button'));
	if (button) button.disabled = sitting.size() === 0;
}

export function begin() {
	const undone = new FormData(/** @type {HTMLFormElement} */ (document.getElementById('undo')));
	const token = String(undone.get('token') ?? '');
	if (token !== '' && sitting.size() === 0)
		sitting.add({ key: keyOf(), passage: String(undone.get('passageId')), chance: String(undone.get('byChance')), verb: '', token });
	ready.lies(card()?.dataset.passage ?? '');
	showPace();
	void ready.ahead();
	// What the page shows may have come before acts that were still on their way.
	const passage = card()?.dataset.passage;
	if (passage && outbox.holds(passage)) void refreshWhenSent(passage);
}
