/** What a cell of the table measures: the bare page, reading by visitors, or work by people who are signed in. */
export const kinds = ['bare', 'reading', 'work'] as const;
export type Kind = (typeof kinds)[number];

/** A proposal that a reviewer can settle, and where it stands. */
export type Proposal = { evidenceId: number; passageId: number; documentId: number };

/** What the process of clients is told to do. */
export type Plan = {
	/** Where the processes of the application are; clients take turns among them, as behind a proxy. */
	addresses: string[];
	/** The address under which the site is known, which its forms must come from. */
	origin: string;
	clients: number;
	warmSeconds: number;
	seconds: number;
	seed: number;
	/** What readers read, by the name of the page. */
	pages: { name: string; path: string }[];
	/** Given where clients work instead of reading. Nobody settles a proposal twice. */
	work?: { cookies: string[]; proposals: Proposal[]; party: string };
};

/** What the process of clients saw. */
export type Seen = {
	/** Milliseconds of each request that began in the measured time and was answered well, however late, by the name of what was asked. */
	times: Record<string, number[]>;
	/** Requests answered well in the measured time. */
	answered: number;
	/** Requests that were not answered well, at any time, by status or by what broke. */
	errors: Record<string, number>;
	/** Seconds of processor time that the clients took themselves for each second. */
	load: number;
};
