import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';

/** What a command is given: its words, and ways to speak. Answers go to standard output, talk to standard error. */
export type Call = {
	words: string[];
	language: Language;
	/** Opens the database when the command first asks; closed after the command. */
	database: () => Promise<Db>;
	/** One line of talk. */
	talk: (line: string) => void;
	/** A line of progress that the next one overwrites where a person watches. */
	progress: (line: string) => void;
};

/** A command is a sentence and one call. What it returns is printed; nothing is printed for undefined. */
export type Command = { usage: string; run: (call: Call) => Promise<string | undefined> };
