/**
 * What is kept for how long: days after it ended, was settled, was sent or was last used. Beside each rule stands on the page for privacy,
 * in the reader's language, what it is about and why.
 */
export const retention = {
	session: 1,
	proof: 1,
	rate: 1,
	'mail-words': 7,
	mail: 90,
	upload: 30,
	job: 180,
	edit: 180,
	'request-address': 365,
	'refused-note': 90,
	note: 5 * 365,
	disclosure: 2 * 365,
	consent: 3 * 365,
	invited: 180,
	reminder: 2 * 365,
	idle: 2 * 365
} as const;
export type Retained = keyof typeof retention;
export const retained = Object.keys(retention) as Retained[];

/** So many days before an account is erased because nobody used it, its owner is told by mail. */
export const noticeDays = 30;

/** The longest that an operator should keep a backup: what was erased is in it until then. */
export const backupDays = 90;

/** The kind of the job that forgets, once a day, what was kept long enough. */
export const retaining = 'retention';
