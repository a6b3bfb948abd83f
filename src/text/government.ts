import type { Cue } from './cues.ts';
import type { Hit } from './find.ts';
import { Role } from './function-words.ts';
import type { Lexicon } from './lexicon.ts';
import { Break, Trait } from './tokens.ts';

/** How far a cue reaches, in words. */
const reachAhead = 32;
const reachHard = 8;
const reachBack = 18;
/** How near the last member of a list before a cue must end. */
const nearBack = 6;
const adjacent = 3;
const reachBare = 4;
/** In Chinese each character is a token, and a word has about two. */
const perWord = (lexicon: Lexicon) => (lexicon.language === 'zh' ? 2 : 1);

/**
 * The topics that a cue of lack governs: "lack of funds and trained staff for monitoring" lacks funds and staff, not monitoring.
 * In a noun phrase the head comes first (in Chinese, last); members of a list are governed alike; a complement is not.
 */
export function governed(lexicon: Lexicon, cue: Cue, topics: readonly Hit[], cues: readonly Cue[]): Hit[] {
	// "Draft law" names what is planned.
	const itself = cue.isTense === true || cue.act === 'plan' ? topics.filter((topic) => topic.from >= cue.from && topic.to <= cue.to) : [];
	if (itself.length > 0) return itself;
	const ahead = cue.side === 'back' ? [] : inZone(lexicon, cue, topics, cues, 1);
	const back = cue.side === 'ahead' ? [] : inZone(lexicon, cue, topics, cues, -1);
	if (cue.first === 'ahead') return ahead.length > 0 ? ahead : back;
	if (cue.first === 'back' && back.length > 0) return ahead.length === 0 || isSubject(lexicon, back) ? back : ahead;
	if (cue.side !== 'both' || back.length === 0) return ahead.length > 0 ? ahead : back;
	if (ahead.length === 0) return back;
	const distanceAhead = Math.min(...ahead.map(({ from }) => from - cue.to));
	const distanceBack = Math.min(...back.map(({ to }) => cue.from - to));
	const nounFirst = lexicon.language === 'fr' || lexicon.language === 'es' || lexicon.language === 'ar';
	// "Funds are insufficient for monitoring": what a preposition opens is no object of the cue.
	const opening = Math.min(...ahead.map((one) => one.from));
	if (opensComplement(lexicon, cue.to, opening)) return back;
	// "Les laboratoires manquent de réactifs", "adolece de falta de": a genitive right after the cue is its object.
	if (nounFirst && opensGenitive(lexicon, cue.to)) return ahead;
	if (distanceAhead === distanceBack) return nounFirst ? back : ahead;
	return distanceAhead < distanceBack || (distanceAhead < adjacent && !nounFirst) ? ahead : back;
}

/** Whether the first of the topics before a verb can be its subject: "in the laboratory" is none. */
function isSubject({ tokens: { word }, vocabulary: { roles } }: Lexicon, topics: readonly Hit[]): boolean {
	let at = Math.min(...topics.map(({ from }) => from)) - 1;
	while (at > 0 && roles[word[at] as number] === Role.link) at--;
	return at < 0 || roles[word[at] as number] !== Role.complement;
}

function opensComplement({ tokens: { word }, vocabulary: { roles } }: Lexicon, from: number, to: number): boolean {
	for (let at = from; at < to; at++) if (roles[word[at] as number] === Role.complement) return true;
	return false;
}

function opensGenitive({ tokens: { word, gap, count }, vocabulary: { numbers } }: Lexicon, at: number): boolean {
	return at < count && gap[at] === Break.none && (word[at] === numbers.get('=de') || word[at] === numbers.get('=d'));
}

function inZone(lexicon: Lexicon, cue: Cue, topics: readonly Hit[], cues: readonly Cue[], way: 1 | -1): Hit[] {
	const [from, to] = way === 1 ? [cue.to, endOfZone(lexicon, cue, cues)] : [startOfZone(lexicon, cue, cues), cue.from];
	const inside = topics.filter((topic) => topic.from >= from && topic.to <= to);
	const overlapping = way === 1 ? topics.filter((topic) => topic.from < cue.to && topic.to > cue.to && topic.from >= cue.from) : [];
	const members = membersOf(lexicon, [...overlapping, ...inside], from, to);
	if (members.length === 0) return [];
	const isChinese = lexicon.language === 'zh';
	const heads: Hit[] = [];
	const order = way === 1 ? members : members.toReversed();
	for (const [index, member] of order.entries()) {
		if (member.topics.length === 0) {
			// Ahead, a list may open with a member we have no name for; back, an empty member ends the list.
			if (way === -1 && heads.length > 0) break;
			continue;
		}
		const head = isChinese ? member.topics.at(-1) : member.topics[0];
		if (head === undefined) continue;
		if (way === -1 && index > 0 && heads.length === 0 && cue.from - head.to > nearBack * perWord(lexicon) && !opensClause(lexicon, head))
			break;
		const complementAt = way === 1 ? complementBetween(lexicon, heads.at(-1), head) : false;
		if (complementAt) break;
		// Two topics on the very same words ("trained staff" as a challenge and as a need) are both heads.
		heads.push(...member.topics.filter((one) => one.from < head.to && head.from < one.to));
		if (way === 1 && member.hasComplement && !isChinese) break;
	}
	return heads;
}

/** Cuts a zone at commas and "and" into members of a list, each with its topics. */
function membersOf(lexicon: Lexicon, topics: readonly Hit[], from: number, to: number): { topics: Hit[]; hasComplement: boolean }[] {
	const { gap, word } = lexicon.tokens;
	const members: { topics: Hit[]; hasComplement: boolean }[] = [{ topics: [], hasComplement: false }];
	const inTopic = (at: number) => topics.some((topic) => topic.from < at && at < topic.to);
	let isPaired = false;
	for (let at = from; at < to; at++) {
		const role = lexicon.vocabulary.roles[word[at] as number];
		const joins = role === Role.and || isJoinedAnd(lexicon, at);
		const separates: boolean = at > from && !inTopic(at) && ((gap[at] as number) === Break.comma || (joins && !isPaired));
		isPaired = role === Role.between || (isPaired && !joins && !separates);
		if (separates) members.push({ topics: [], hasComplement: false });
		const member = members.at(-1) as (typeof members)[number];
		for (const topic of topics) if (topic.from === at || (at === from && topic.from < from)) member.topics.push(topic);
		if (isComplement(role) && !inTopic(at) && member.topics.length > 0) member.hasComplement = true;
	}
	return members;
}

function isComplement(role: number | undefined): boolean {
	return role === Role.complement || role === Role.between;
}

/** Arabic writes "and" on to the next word. */
function isJoinedAnd(lexicon: Lexicon, at: number): boolean {
	return lexicon.language === 'ar' && ((lexicon.tokens.trait[at] as number) & Trait.joinedAnd) !== 0;
}

/** Whether a complement opens between one head and the next. */
function complementBetween({ tokens: { word }, vocabulary }: Lexicon, before: Hit | undefined, head: Hit): boolean {
	if (before === undefined) return false;
	for (let at = before.to; at < head.from; at++)
		if (isComplement(vocabulary.roles[word[at] as number])) return vocabulary.language !== 'ru';
	return false;
}

function endOfZone(lexicon: Lexicon, cue: Cue, cues: readonly Cue[]): number {
	const { tokens, vocabulary } = lexicon;
	const reach = (cue.isBare === true ? reachBare : cue.act === 'hard' ? reachHard : reachAhead) * perWord(lexicon);
	for (let at = cue.to; at < tokens.count && at < cue.to + reach; at++) {
		if ((tokens.gap[at] as number) >= Break.clause && at > cue.to) return at;
		if ((tokens.gap[at] as number) >= Break.sentence) return at;
		if (vocabulary.roles[tokens.word[at] as number] === Role.turn) return at;
		// Cues that touch say one thing together ("still no access to"), unless a comma parts them.
		const isApart = at > cue.to || (tokens.gap[at] as number) === Break.comma;
		if (isApart && cues.some((other) => other !== cue && other.from === at && other.act !== 'enabling')) return at;
	}
	return Math.min(tokens.count, cue.to + reach);
}

/** Whether a topic stands first in its clause, where the subject of the verb behind it is looked for. */
function opensClause({ tokens: { gap } }: Lexicon, { from }: Hit): boolean {
	return from === 0 || (gap[from] as number) >= Break.clause;
}

function startOfZone(lexicon: Lexicon, cue: Cue, cues: readonly Cue[]): number {
	const { tokens, vocabulary } = lexicon;
	const reach = reachBack * perWord(lexicon);
	for (let at = cue.from; at > 0 && at > cue.from - reach; at--) {
		if ((tokens.gap[at] as number) >= Break.clause) return at;
		if (vocabulary.roles[tokens.word[at - 1] as number] === Role.turn) return at;
		if (cues.some((other) => other !== cue && other.to === at && other.act !== 'enabling')) return at;
	}
	return Math.max(0, cue.from - reach);
}
