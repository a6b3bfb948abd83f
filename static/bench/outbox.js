// @ts-check
/**
 * Acts on their way to the site: kept in the browser until they are answered, sent one after the other, again and again where no answer
 * comes. What the site refuses is handed back with its reason; nothing is dropped without a word.
 */

/** @typedef {{ key: string, passage: string, fields: Record<string, string> }} Entry */
/** @typedef {{ undo: string[], pieces: number[] }} Done */
/**
 * @typedef {object} Outbox
 * @property {(entry: Entry) => void} post
 * @property {(key: string) => boolean} takeOut takes out what has not begun to be sent; says whether it could
 * @property {() => number} waiting
 * @property {(passage: string) => boolean} holds whether something of this passage waits
 */

const retryAfter = [500, 1000, 2000, 5000, 10_000];
/** How often an error of the site itself is tried again before it is told as a refusal. */
const mostErrors = 4;

/**
 * Opens the outbox of one person at one bench. `settle` turns what was meant when an entry was made into what is sent, once what it rests on
 * is known; it returns undefined where there is nothing left to send.
 *
 * @param {object} about
 * @param {string} about.address
 * @param {string} about.owner
 * @param {(entry: Entry) => Record<string, string> | undefined} about.settle
 * @param {(entry: Entry, done: Done) => void} about.onDone
 * @param {(entry: Entry, refusal: { message: string, code?: string }) => void} about.onRefused
 * @param {(state: { waiting: number, problem?: string | undefined }) => void} about.onChange
 * @returns {Outbox}
 */
export function openOutbox({ address, owner, settle, onDone, onRefused, onChange }) {
	const tab = `${Date.now().toString(36)}${crypto.getRandomValues(new Uint32Array(2)).join('')}`;
	// The page that was here before a reload, which may not have let go of its lock yet.
	const earlier = sessionStorage.getItem('cinnabar-bench-tab');
	sessionStorage.setItem('cinnabar-bench-tab', tab);
	// The same bench in another language has the same outbox.
	const place = `cinnabar-bench ${owner} ${address.replace(/^\/\w+/, '')}`;
	/** @type {(Entry & { tab: string })[]} */
	let mine = [];
	let [isSending, errors] = [false, 0];
	/** @type {string | undefined} */
	let problem;

	const stored = () => /** @type {(Entry & { tab: string })[]} */ (JSON.parse(localStorage.getItem(place) ?? '[]'));
	function keep() {
		localStorage.setItem(place, JSON.stringify([...stored().filter((one) => one.tab !== tab), ...mine]));
		onChange({ waiting: mine.length, problem });
	}

	/** Takes over what tabs left that are no longer open. A tab holds a lock as long as it is. */
	async function adopt() {
		navigator.locks?.request(`bench ${tab}`, () => new Promise(() => {})).catch(() => {});
		const held = new Set(((await navigator.locks?.query())?.held ?? []).map(({ name }) => name));
		const isLeft = (/** @type {{ tab: string }} */ one) => one.tab === earlier || !held.has(`bench ${one.tab}`);
		const left = stored().filter((one) => one.tab !== tab && isLeft(one));
		const others = stored().filter((one) => one.tab !== tab && !isLeft(one));
		mine = [...left.map((one) => ({ ...one, tab })), ...mine];
		localStorage.setItem(place, JSON.stringify([...others, ...mine]));
		if (mine.length > 0) void send();
	}

	const wait = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

	/** Sends one entry. Returns how long to wait before it is sent again, or 0 where it was answered. */
	async function sendOne(/** @type {Entry} */ entry, /** @type {Record<string, string>} */ fields) {
		const answer = await fetch(`${address}/acts`, {
			method: 'POST',
			body: JSON.stringify({ ...fields, me: owner }),
			headers: { accept: 'application/json', 'content-type': 'application/json' }
		}).catch(() => undefined);
		const again = retryAfter[Math.min(errors, retryAfter.length - 1)] ?? 10_000;
		if (answer === undefined || answer.status === 503 || answer.status === 502) {
			errors++;
			problem = 'offline';
			return again;
		}
		const told = await answer.json().catch(() => ({ message: String(answer.status) }));
		if (answer.status === 401) {
			problem = 'sign-in-again';
			return 4000;
		}
		if (answer.status === 429) return Number(answer.headers.get('retry-after') ?? 60) * 1000;
		if (answer.status >= 500 && errors++ < mostErrors) {
			problem = 'offline';
			return again;
		}
		[errors, problem] = [0, undefined];
		mine = mine.filter(({ key }) => key !== entry.key);
		if (answer.ok) onDone(entry, told);
		else onRefused(entry, told);
		keep();
		return 0;
	}

	async function send() {
		if (isSending) return;
		isSending = true;
		for (let entry = mine[0]; entry; entry = mine[0]) {
			const fields = settle(entry);
			if (fields === undefined) {
				const { key } = entry;
				mine = mine.filter((one) => one.key !== key);
				keep();
				continue;
			}
			const again = await sendOne(entry, fields);
			if (again === 0) continue;
			onChange({ waiting: mine.length, problem });
			await wait(again);
		}
		isSending = false;
	}

	addEventListener('online', () => (errors = 0));
	addEventListener('beforeunload', (event) => {
		if (mine.length > 0) event.preventDefault();
	});
	void adopt();
	return {
		post(entry) {
			mine.push({ ...entry, tab });
			keep();
			void send();
		},
		takeOut(key) {
			const at = mine.findIndex((one) => one.key === key);
			// The first may be on its way already.
			if (at < 1) return false;
			mine.splice(at, 1);
			keep();
			return true;
		},
		waiting: () => mine.length,
		holds: (passage) => mine.some((one) => one.passage === passage)
	};
}
