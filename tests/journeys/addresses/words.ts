import { strFromU8, unzipSync } from 'fflate';
import type { Role } from './roles.ts';

type Planted = { what: string; sees: (role: Role) => boolean };
const planted: Planted[] = [];

/** A word that stands nowhere else, for something that only some may see. */
export function plant(what: string, sees: Planted['sees']): string {
	planted.push({ what, sees });
	return `zq${planted.length}zq`;
}

/** What an answer tells as text; a file of Word is opened for it. */
export function textOf(bytes: Uint8Array): string {
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
	const texts = isZip ? Object.values(unzipSync(bytes)) : [bytes];
	return texts.map((one) => strFromU8(one)).join('\n');
}

/** For what the planted words in a text were planted, and which of it this reader may not see. */
export function wordsIn(text: string, role: Role): { seen: string[]; leaked: string[] } {
	const numbers = new Set([...text.matchAll(/zq(\d+)zq/gi)].map(([, number]) => Number(number)));
	const found = [...numbers].flatMap((number) => planted[number - 1] ?? []);
	return { seen: found.map(({ what }) => what), leaked: found.filter(({ sees }) => !sees(role)).map(({ what }) => what) };
}

/** Everything for which a word was planted. */
export const listPlanted = (): string[] => [...new Set(planted.map(({ what }) => what))];
