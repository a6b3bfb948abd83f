// @ts-check
/** What the site would not carry out: told with its reason, until the reviewer closes it. What they had written stays with it. */
import { say, tell } from './says.js';

const place = document.getElementById('bench-troubles');

function button(/** @type {string} */ key, /** @type {() => void} */ act) {
	const made = document.createElement('button');
	Object.assign(made, { type: 'button', className: 'button quiet', textContent: say(key) });
	made.addEventListener('click', act);
	return made;
}

/** @param {{ message: string, look?: () => void, takeUp?: (() => void) | undefined }} about */
export function addTrouble({ message, look, takeUp }) {
	const notice = document.createElement('div');
	notice.className = 'notice refusal';
	const text = document.createElement('p');
	text.textContent = `${say('trouble')} ${message}`;
	const row = document.createElement('p');
	row.className = 'row';
	const and = (/** @type {() => void} */ act) => () => {
		notice.remove();
		act();
	};
	if (takeUp) row.append(button('take-up-again', and(takeUp)));
	if (look) row.append(button('look-again', and(look)));
	row.append(
		button(
			'dismiss',
			and(() => {})
		)
	);
	notice.append(text, row);
	place?.append(notice);
	tell(text.textContent);
}
