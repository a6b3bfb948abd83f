/** What each field of a record says, as a form sends it; the empty string is nothing. */
export type Words<F extends string = string> = Record<F, string>;

/** Words without what no one sees of them: how lines end, spaces around, letters in parts. Nothing is the empty string. */
export const seen = (text: string | null): string => (text ?? '').replace(/\r\n?/g, '\n').trim().normalize('NFC');

/** What someone sends: the words that they had before them when they began, and the words that they leave. */
export type Edit<F extends string = string> = { began: Words<F>; words: Words<F>; why: string };

/** A field that two have changed at once, each in their own way. */
export type Clash<F extends string = string> = { field: F; theirs: string; mine: string };

/** An edit laid over what the record says now. */
export type Laid<F extends string = string> = {
	/** What the record is to say: of a field that clashes, what it says now. */
	words: Words<F>;
	clashes: Clash<F>[];
	/** The fields that someone else has changed meanwhile, and this edit has not. */
	kept: F[];
};

/** Lays an edit over the words of now, field by field: a field that only one of two has changed is as that one left it. */
export function lay<F extends string>(fields: readonly F[], { began, words: mine }: Omit<Edit<F>, 'why'>, now: Words<F>): Laid<F> {
	const words = { ...now };
	const clashes: Clash<F>[] = [];
	const kept: F[] = [];
	for (const field of fields) {
		if (mine[field] === now[field]) continue;
		if (mine[field] === began[field]) kept.push(field);
		else if (now[field] === began[field]) words[field] = mine[field];
		else clashes.push({ field, theirs: now[field], mine: mine[field] });
	}
	return { words, clashes, kept };
}

/** What became of an edit. One that clashes has changed nothing, and is set aside until its writer has chosen. */
export type Outcome<F extends string = string> = { isSaved: true; kept: F[] } | { isSaved: false; clashes: Clash<F>[] };
