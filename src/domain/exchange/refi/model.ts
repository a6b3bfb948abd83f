/** A REFI-QDA file as it was read: what the standard has for texts and codes. GUIDs are in small letters and without braces. */

export type RefiCode = {
	guid: string;
	name: string;
	isCodable: boolean;
	color?: string | undefined;
	description: string;
	/** The code above it. */
	parent?: string | undefined;
	notes: string[];
};

export type RefiSet = { guid: string; name: string; codes: string[] };

export type RefiCodebook = { origin: string; codes: RefiCode[]; sets: RefiSet[] };

export type RefiUser = { guid: string; name: string; id: string };

export type RefiCoding = { guid: string; code: string; user: string; at?: string | undefined; notes: string[] };

/** Words of a text. Whether the end is exclusive, and what is counted, differs between programs: `readPlaces` decides. */
export type RefiSelection = {
	guid: string;
	name: string;
	description: string;
	start: number;
	end: number;
	user: string;
	at?: string | undefined;
	changedBy: string;
	changedAt?: string | undefined;
	codings: RefiCoding[];
	notes: string[];
};

/** A text with what was said of it. `file` is the name of its part in the archive, `content` the text where it stands in the project itself. */
export type RefiText = {
	guid: string;
	name: string;
	description: string;
	file?: string | undefined;
	content?: string | undefined;
	selections: RefiSelection[];
	/** Codes of the text as a whole. */
	codings: RefiCoding[];
	notes: string[];
	values: Record<string, string>;
	user: string;
	at?: string | undefined;
};

export type RefiProject = {
	name: string;
	origin: string;
	description: string;
	users: RefiUser[];
	codes: RefiCode[];
	texts: RefiText[];
	notes: RefiText[];
	/** What the file holds that is not read, by the name of the element: pictures, films, parts of pages, graphs, notes of other programs. */
	passedOver: Record<string, number>;
};
