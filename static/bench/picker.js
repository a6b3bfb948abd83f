// @ts-check
/** Choosing a concept by typing a part of its label. The list of the form stays the field that is sent. */
import { say } from './says.js';

/** Puts a field to type in over a list; `chosen` is called when a concept has been chosen with Enter or a tap. */
export function pickerOver(/** @type {HTMLSelectElement} */ list, /** @type {() => void} */ chosen) {
	const all = [...list.querySelectorAll('option')].map((option) => ({
		option,
		label: option.textContent?.trim() ?? '',
		scheme: option.closest('optgroup')?.label ?? ''
	}));
	const input = document.createElement('input');
	const found = document.createElement('ul');
	const count = document.createElement('p');
	Object.assign(input, { type: 'text', id: 'concept-filter', autocomplete: 'off', spellcheck: false });
	input.setAttribute('role', 'combobox');
	input.setAttribute('aria-expanded', 'false');
	input.setAttribute('aria-controls', 'concept-list');
	input.setAttribute('aria-autocomplete', 'list');
	input.setAttribute('aria-labelledby', 'code-concept-label');
	found.id = 'concept-list';
	found.setAttribute('role', 'listbox');
	found.setAttribute('aria-labelledby', 'code-concept-label');
	found.hidden = true;
	count.className = 'visually-hidden';
	count.setAttribute('role', 'status');
	list.hidden = true;
	document.getElementById('code-concept-label')?.setAttribute('for', input.id);
	list.before(input, found, count);
	const fold = (/** @type {string} */ text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
	let [shown, at] = [all, 0];

	function mark() {
		for (const [index, row] of [...found.children].entries()) row.setAttribute('aria-selected', String(index === at));
		found.children[at]?.scrollIntoView({ block: 'nearest' });
		if (shown[at]) input.setAttribute('aria-activedescendant', `concept-${at}`);
		else input.removeAttribute('aria-activedescendant');
	}
	function filter() {
		const parts = fold(input.value).split(/\s+/).filter(Boolean);
		const fits = (/** @type {typeof all[number]} */ { label, scheme }) => parts.every((part) => fold(`${label} ${scheme}`).includes(part));
		const first = (/** @type {typeof all[number]} */ { label }) => (parts[0] !== undefined && fold(label).startsWith(parts[0]) ? 0 : 1);
		shown = all.filter(fits).sort((a, b) => first(a) - first(b));
		at = 0;
		found.replaceChildren(
			...shown.map(({ label, scheme, option }, index) => {
				const row = document.createElement('li');
				row.id = `concept-${index}`;
				row.setAttribute('role', 'option');
				row.dataset.value = option.value;
				const small = document.createElement('span');
				small.className = 'small';
				small.textContent = ` · ${scheme}`;
				row.append(label, small);
				return row;
			})
		);
		found.hidden = false;
		input.setAttribute('aria-expanded', 'true');
		count.textContent = say('found-concepts', { count: shown.length });
		mark();
	}
	function take(/** @type {number} */ index) {
		const one = shown[index];
		if (!one) return;
		show(one.option.value);
		chosen();
	}
	/** Shows a concept as the one that is chosen. */
	function show(/** @type {string} */ value) {
		list.value = value;
		input.value = all.find(({ option }) => option.value === value)?.label ?? '';
		found.hidden = true;
		input.setAttribute('aria-expanded', 'false');
		input.removeAttribute('aria-activedescendant');
	}
	input.addEventListener('input', filter);
	input.addEventListener('focus', () => input.select());
	input.addEventListener('blur', () => {
		// What was typed and not chosen is no choice.
		if (!found.hidden) show(list.value);
	});
	input.addEventListener('keydown', (event) => {
		const by = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
		if (by !== 0 && found.hidden) {
			input.value = '';
			filter();
		} else if (by !== 0) {
			at = Math.min(Math.max(at + by, 0), shown.length - 1);
			mark();
		} else if (event.code === 'Enter') {
			if (found.hidden) chosen();
			else take(at);
		} else return;
		event.preventDefault();
	});
	found.addEventListener('pointerdown', (event) => event.preventDefault());
	found.addEventListener('click', (event) => {
		const row = /** @type {HTMLElement} */ (event.target).closest('li');
		if (row) take([...found.children].indexOf(row));
	});
	show(list.value);
	return { input, show };
}
