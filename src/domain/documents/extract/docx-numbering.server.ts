import { readXml } from './xml.server.ts';
import { word } from './docx-parts.server.ts';
import { writeNumber } from './numerals.ts';

type Level = { start: number; format: string; pattern: string };
type List = { abstract: string; levels: Map<number, Partial<Level>> };
export type Numbered = { isBullet: boolean; label: string; level: number };
export type Numbering = {
	next: (list: string, level: number) => Numbered | undefined;
	levelOfStyle: (style: string) => { list: string; level: number } | undefined;
};

/** Counts as Word does: the numbers that a reader sees before paragraphs are not in the text but follow from these definitions. */
export function readNumbering(bytes: Uint8Array | undefined): Numbering {
	const { abstracts, lists, styles, links } = bytes === undefined ? nothing() : parse(bytes);
	const counts = new Map<string, number[]>();
	const restarted = new Set<string>();
	const abstractOf = (id: string): string => {
		const link = links.get(id);
		const target = link === undefined ? undefined : [...abstracts].find(([, { style }]) => style === link)?.[0];
		return target ?? id;
	};
	return {
		next: (listId, level) => {
			const list = lists.get(listId);
			if (list === undefined || level > 8) return undefined;
			const abstract = abstractOf(list.abstract);
			const levelAt = (at: number): Level => ({
				start: 1,
				format: 'decimal',
				pattern: '',
				...abstracts.get(abstract)?.levels.get(at),
				...list.levels.get(at)
			});
			const counters = counts.get(abstract) ?? [];
			counts.set(abstract, counters);
			for (const [at, { start }] of list.levels) {
				// A list that starts anew starts its own levels, and goes on with those above.
				if (start === undefined || at < level || restarted.has(`${listId} ${at}`)) continue;
				restarted.add(`${listId} ${at}`);
				counters[at] = start - 1;
			}
			counters[level] = (counters[level] ?? levelAt(level).start - 1) + 1;
			counters.length = level + 1;
			const { format, pattern } = levelAt(level);
			const label = pattern.replace(/%([1-9])/g, (_, digit: string) => {
				const at = Number(digit) - 1;
				return writeNumber(counters[at] ?? levelAt(at).start, levelAt(at).format);
			});
			return { isBullet: format === 'bullet', label: format === 'bullet' || format === 'none' ? '' : label.trim(), level };
		},
		levelOfStyle: (style) => styles.get(style)
	};
}

type Parsed = {
	abstracts: Map<string, { levels: Map<number, Level>; style?: string }>;
	lists: Map<string, List>;
	styles: Map<string, { list: string; level: number }>;
	links: Map<string, string>;
};

function nothing(): Parsed {
	return { abstracts: new Map(), lists: new Map(), styles: new Map(), links: new Map() };
}

function parse(bytes: Uint8Array): Parsed {
	const parsed = nothing();
	const styledLevels: { style: string; abstract: string; level: number }[] = [];
	let abstract: string | undefined;
	let list: List | undefined;
	let level: Partial<Level> | undefined;
	let at = 0;
	readXml(bytes, word, {
		open: (name, attributes) => {
			const said = attributes['w:val'] ?? '';
			if (name === 'w:abstractNum') parsed.abstracts.set((abstract = attributes['w:abstractNumId'] ?? ''), { levels: new Map() });
			else if (name === 'w:num') parsed.lists.set(attributes['w:numId'] ?? '', (list = { abstract: '', levels: new Map() }));
			else if (name === 'w:abstractNumId' && list !== undefined) list.abstract = said;
			else if (name === 'w:lvl' || name === 'w:lvlOverride') {
				at = Number(attributes['w:ilvl'] ?? 0);
				if (list !== undefined) list.levels.set(at, (level = list.levels.get(at) ?? {}));
				else if (abstract !== undefined)
					parsed.abstracts.get(abstract)?.levels.set(at, (level = { start: 1, format: 'decimal', pattern: '' }) as Level);
			} else if (name === 'w:styleLink' && abstract !== undefined) Object.assign(parsed.abstracts.get(abstract) ?? {}, { style: said });
			else if (name === 'w:numStyleLink' && abstract !== undefined) parsed.links.set(abstract, said);
			else if (name === 'w:pStyle' && abstract !== undefined) styledLevels.push({ style: said, abstract, level: at });
			else if (level === undefined) return;
			else if (name === 'w:start' || name === 'w:startOverride') level.start = Number(said) || 0;
			else if (name === 'w:numFmt') level.format = said;
			else if (name === 'w:lvlText') level.pattern = said;
		},
		close: (name) => {
			if (name === 'w:abstractNum') abstract = undefined;
			else if (name === 'w:num') list = undefined;
			else if (name === 'w:lvl') level = undefined;
		},
		text: () => {}
	});
	for (const { style, abstract: id, level: depth } of styledLevels) {
		const user = [...parsed.lists].find(([, one]) => one.abstract === id)?.[0];
		if (user !== undefined) parsed.styles.set(style, { list: user, level: depth });
	}
	return parsed;
}
