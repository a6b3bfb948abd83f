// @ts-check
/** Keys by their place, not their letter: the same fingers on an Arabic or a Russian keyboard. They can be switched off. */

const on = /** @type {HTMLInputElement} */ (document.getElementById('bench-keys-on'));
const kept = 'cinnabar-bench-keys';
on.checked = localStorage.getItem(kept) !== 'off';
on.addEventListener('change', () => localStorage.setItem(kept, on.checked ? 'on' : 'off'));

const isWriting = (/** @type {HTMLElement} */ target) =>
	/^(TEXTAREA|SELECT)$/.test(target.tagName) ||
	(target.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(/** @type {HTMLInputElement} */ (target).type));

/**
 * @param {object} about
 * @param {Record<string, () => void>} about.keys by place, with `Shift+` before it where that is held
 * @param {(digit: number) => void} about.onDigit
 * @param {() => void} about.onEscape
 */
export function listenToKeys({ keys, onDigit, onEscape }) {
	document.addEventListener('keydown', (event) => {
		const target = /** @type {HTMLElement} */ (event.target);
		if (event.code === 'Escape') {
			onEscape();
			return;
		}
		if (!on.checked || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return;
		const held = event.ctrlKey || event.metaKey;
		if (isWriting(target)) return;
		if (held) {
			if (event.code !== 'KeyZ' || event.shiftKey) return;
			event.preventDefault();
			keys.KeyU?.();
			return;
		}
		const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
		const act = digit ? () => onDigit(Number(digit)) : (keys[`${event.shiftKey ? 'Shift+' : ''}${event.code}`] ?? undefined);
		if (!act) return;
		event.preventDefault();
		act();
	});
}

/** Writes on the page what the reader's own keyboard says at these places, where the browser tells. */
export async function nameKeys() {
	const { keyboard } = /** @type {{ keyboard?: { getLayoutMap: () => Promise<Map<string, string>> } }} */ (
		/** @type {unknown} */ (navigator)
	);
	const layout = await keyboard?.getLayoutMap().catch(() => undefined);
	for (const one of layout ? document.querySelectorAll('kbd[data-place]') : []) {
		const place = /** @type {HTMLElement} */ (one).dataset.place ?? '';
		const letter = layout?.get(place.replace('Shift+', ''));
		if (letter && place.includes('Key')) one.textContent = `${place.startsWith('Shift+') ? '⇧ ' : ''}${letter.toLocaleUpperCase()}`;
	}
}
