// @ts-check
/** What the bench says to its reader, in their language: the page brings the words along. */

export const root = /** @type {HTMLElement} */ (document.getElementById('bench'));

/** @type {Record<string, string>} */
const words = {};
for (const one of document.querySelectorAll('#bench-says [data-say]'))
	words[/** @type {HTMLElement} */ (one).dataset.say ?? ''] = one.textContent ?? '';

export function say(/** @type {string} */ key, /** @type {Record<string, string | number>} */ slots = {}) {
	return (words[key] ?? '').replace(/\{(\w+)\}/g, (all, name) => (name in slots ? String(slots[name]) : all));
}

const said = document.getElementById('bench-said');

/** Says it aloud and on the page; the same twice is said twice. */
export function tell(/** @type {string} */ text) {
	if (!said) return;
	said.textContent = '';
	requestAnimationFrame(() => (said.textContent = text));
}
