import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { languages } from '#text/languages.ts';

const text = z.string().min(1);
const block = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('heading'), level: z.int().min(1).max(3), text }),
	z.strictObject({ type: z.literal('question'), number: text, text }),
	z.strictObject({ type: z.literal(['answer', 'paragraph']), text }),
	z.strictObject({ type: z.literal('footnote'), text }),
	z.strictObject({ type: z.literal('list'), items: z.array(text) }),
	z.strictObject({ type: z.literal('table'), rows: z.array(z.array(z.string())) })
]);
const report = z.strictObject({
	party: text,
	cycle: text,
	kind: z.enum(['national-report', 'survey', 'project-report']),
	language: z.enum(languages),
	format: z.enum(['docx', 'pdf', 'xlsx', 'html', 'txt']),
	title: text,
	blocks: z.array(block)
});

export type Block = z.infer<typeof block>;
/** A report of an invented Party and its name without an ending, such as xa-2021-full. */
export type Report = z.infer<typeof report> & { name: string };

const samples = new URL('../../data/samples/', import.meta.url);

/** The sample reports in the order of their names. */
export function readReports(): Report[] {
	const files = readdirSync(new URL('reports/', samples)).filter((file) => file.endsWith('.json'));
	return files.toSorted().map((file) => ({
		...report.parse(JSON.parse(readFileSync(new URL(`reports/${file}`, samples), 'utf8'))),
		name: file.replace('.json', '')
	}));
}

/** The names of the invented Parties by code and language; no name holds a comma. */
export function readPartyNames(): (iso3: string, language: Report['language']) => string {
	const [header = [], ...rows] = readFileSync(new URL('parties.csv', samples), 'utf8')
		.trim()
		.split('\n')
		.map((line) => line.split(','));
	return (iso3, language) => {
		const name = rows.find(([code]) => code === iso3)?.[header.indexOf(`name_${language}`)];
		if (name === undefined) throw new Error(`no name of ${iso3} in ${language}`);
		return name;
	};
}
