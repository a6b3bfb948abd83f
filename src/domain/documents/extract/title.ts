import type { Block } from '../model.ts';
import { clean } from './clean.ts';

/** Titles that programs make up. */
const madeUp =
	/^(microsoft word\b|untitled|document\d*$|sans titre|sin título|без (имени|названия)|无标题|كتاب|powerpoint|print|about:blank|new document|title$|template|book\d*$)|\.(docx?|pdf|xlsx?|html?|tex|indd)$/i;

/** The title of a document: the heading that stands first in it, else what its program recorded, where that says something. */
export function chooseTitle(recorded: string | undefined, blocks: readonly Block[]): string | undefined {
	const start = blocks.slice(0, 12).filter((one) => one.kind === 'heading' && one.cell === undefined);
	const first = start.reduce<Block | undefined>(
		(best, one) => (best === undefined || (one.level ?? 9) < (best.level ?? 9) ? one : best),
		undefined
	);
	const heading = first === undefined ? undefined : shorten(first.text);
	const title = recorded === undefined ? '' : shorten(recorded);
	if (heading !== undefined && heading.length >= 12) return heading;
	return title.length > 3 && !madeUp.test(title) ? title : heading;
}

function shorten(text: string): string {
	const said = clean(text).replace(/\n/g, ' ');
	return said.length <= 300 ? said : `${said.slice(0, 299).toWellFormed()}…`;
}
