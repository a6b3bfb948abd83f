import type { Cue } from './cues.ts';
import type { Language } from './languages.ts';
import type { Lexicon } from './lexicon.ts';
import { Break, Trait } from './tokens.ts';

/** How a form of a verb tells done from planned: by its ending, and by an auxiliary before it or none. */
type Tense = {
	/** Endings of participles that an auxiliary makes a report of what was done. */
	participles: readonly string[];
	/** Auxiliaries after which the doer came before and the thing done follows ("has trained"). */
	active: ReadonlySet<string>;
	/** Auxiliaries after which the thing done came before ("was trained"). */
	passive: ReadonlySet<string>;
	/** Words that may stand between the two. */
	between: ReadonlySet<string>;
	/** Endings of the finite past and of the future. */
	past: readonly string[];
	future: readonly string[];
	/** Futures after which a participle speaks of what came before. */
	passiveFuture: ReadonlySet<string>;
	/** Words that open an object: an English past is one before them ("trained 300 inspectors", "adopted the law"), a participle is not. */
	objects?: ReadonlySet<string>;
	/** Endings of participles that need no auxiliary, and beginnings of the future. */
	short?: readonly string[];
	opening?: readonly string[];
	/** Beginnings of verbs that report a finding and not a deed, and of words that only look like verbs. */
	passedOver: readonly string[];
};

const words = (list: string) => new Set(list.split(' '));
const none: Omit<Tense, 'passedOver'> = {
	participles: [],
	active: new Set(),
	passive: new Set(),
	between: new Set(),
	past: [],
	future: [],
	passiveFuture: new Set()
};

const tenses: Partial<Record<Language, Tense>> = {
	en: {
		participles: ['ed'],
		active: words('has have had'),
		passive: words('was were been'),
		between: words('also already been recently now since then successfully fully partly partially jointly'),
		past: [],
		future: [],
		passiveFuture: words('will'),
		objects: words('the a an its their two three four five ten several all over'),
		passedOver:
			'estimat identif consider used report note observ base involv affect expos contaminat releas emit caus increas ask expect need requir includ mention locat link relat recogni import exceed detect remain resolv solv remed address overcom lack need limit plan recommend request experienc fail qualif certif accredit licens dedicat improv advanc skill equipp'.split(
				' '
			)
	},
	fr: {
		participles: ['é', 'ée', 'és', 'ées'],
		active: words('a ont avons avait avaient'),
		passive: words('été'),
		between: words('également déjà récemment été ainsi aussi'),
		past: [],
		passiveFuture: words('sera seront'),
		future: ['era', 'eront', 'ira', 'iront', 'erra', 'erront', 'aura', 'auront'],
		passedOver:
			'estim identifi considér utilis constat signal observ relev report rapport exposé affect caus augment demand sollicit nécessit mentionn dépass détect réglé réglés résorb comblé surmont levé recommand souhait manqu opéra caméra devra faudra pourra qualifi certifi accrédit spécialis dédi contamin marché adapt appropri autoris limit équip sécuris qualité santé capacité quantité société activité'.split(
				' '
			)
	},
	es: {
		participles: ['ado', 'ados', 'ada', 'adas', 'ido', 'idos', 'ida', 'idas'],
		active: words('ha han hemos había habían'),
		passive: words('fue fueron sido'),
		between: words('también ya recientemente sido'),
		past: ['ó', 'aron', 'ieron'],
		passiveFuture: words('será serán'),
		future: ['ará', 'arán', 'erá', 'erán', 'irá', 'irán', 'drá', 'drán'],
		passedOver:
			'estim identific consider utiliz constat señal observ inform detect report expuest afect caus aument solicit necesit requ mencion super resolv recomend desead pidi deber podr habr tendr requer calific cualific certific acredit especializ contamin mercado adecuad autoriz limit equip segur aliad estado sentid medid partid salida entrada pérdida temporada jornada década'.split(
				' '
			)
	},
	ru: {
		...none,
		short: ['ан', 'ана', 'ано', 'аны', 'ен', 'ена', 'ено', 'ены', 'инят', 'инята', 'инято', 'иняты'],
		passedOver:
			'стран орган экран охран океан замен отмен обмен времен ветеран ацетилен этилен поли каза узбе таджи туркмен кырг афган пакист связан указан назван основан вызван обусловл направл выявл обнаруж определ отмеч представл предназнач изуч описан показан обяза располож загрязн поврежд изнош наруш лиш перегруж превыш повыш заинтересов осведомл информиров вынужд уполномоч задейств использ рассчит реш устран преодол восполн приостан отлож утрач разруш обеспоко увер подверж сопряж сосредоточ возмож доступ эффектив ответствен необход нуж недо рассмотр оцен включ'.split(
				' '
			)
	},
	ar: {
		...none,
		opening: ['سي', 'ست', 'سن', 'وسي', 'وست', 'وسن', 'فسي', 'فست'],
		passedOver:
			'سياس سيار سيطر سياني سيول سيء سيئ سياد سيان سيرة سينا ستة ستين ستون ستار سنة سنوا سنوي سنغ سنار سند سنت وسيل وسيا وسيط وسيار وسنوا وسنوي وستة'.split(
				' '
			)
	}
};

/** The letters that a verb of interest can end or begin with: most words are turned away by one look. */
const edges = Object.fromEntries(
	Object.entries(tenses).map(([language, tense]) => {
		const endings = [...tense.participles, ...tense.past, ...tense.future, ...(tense.short ?? [])];
		return [
			language,
			{
				tails: new Set(endings.map((one) => one.charCodeAt(one.length - 1))),
				heads: new Set((tense.opening ?? []).map((one) => one.charCodeAt(0)))
			}
		];
	})
) as Partial<Record<Language, { tails: ReadonlySet<number>; heads: ReadonlySet<number> }>>;

/** How far into a sentence a participle may stand for the whole verb. */
const longestTerse = 5;

function opensObject({ objects }: Tense, trait: number | undefined, form: string): boolean {
	return objects !== undefined && (((trait ?? 0) & Trait.number) !== 0 || objects.has(form));
}

/**
 * What English says with "has" and "was", French with an auxiliary and the future's ending, Spanish and Russian with endings alone, Arabic
 * with the future's first letter: cues of progress and of plans that no list of verbs could hold. `from` and `to` bound the sentence. Looks at the last letters of each word, and at more only where they fit.
 */
export function tenseCues({ language, tokens }: Lexicon, text: string, from: number, to: number): Cue[] {
	const tense = tenses[language];
	const edge = edges[language];
	if (tense === undefined || edge === undefined) return [];
	const cues: Cue[] = [];
	const form = (at: number) => text.slice(tokens.start[at], tokens.end[at]).toLowerCase();
	const isTrue = (at: number) => !tense.passedOver.some((one) => text.startsWith(one, tokens.start[at]));
	for (let at = from; at < to; at++) {
		const end = tokens.end[at] as number;
		if (!edge.tails.has(text.charCodeAt(end - 1)) && !edge.heads.has(text.charCodeAt(tokens.start[at] as number))) continue;
		const ends = (ending: string) => text.startsWith(ending, end - ending.length);
		const length = end - (tokens.start[at] as number);
		if (length < 4) continue;
		const cue = (act: 'done' | 'plan', opens: number, first: Cue['first']) =>
			cues.push({ act, side: 'both', ...(first !== undefined && { first }), from: opens, to: at + 1, body: form(at), isTense: true });
		if (tense.short?.some(ends) === true && length > 5 && !tense.passedOver.some((one) => form(at).startsWith(one))) {
			cue('done', at, undefined);
			continue;
		}
		if (length > 4 && tense.opening?.some((one) => text.startsWith(one, tokens.start[at])) === true && isTrue(at)) {
			cue('plan', at, undefined);
			continue;
		}
		if (tense.future.some(ends) && isTrue(at)) {
			cue('plan', at, tense.passiveFuture.has(form(at)) || (at > from && form(at - 1) === 'se') ? 'back' : 'ahead');
			continue;
		}
		if (tense.past.some(ends) && isTrue(at)) {
			cue('done', at, at > from && form(at - 1) === 'se' ? 'back' : 'ahead');
			continue;
		}
		if (!tense.participles.some(ends)) continue;
		let auxiliary = at - 1;
		let isPassive = false;
		while (auxiliary >= from && at - auxiliary <= 3 && tokens.gap[auxiliary + 1] === Break.none) {
			const word = form(auxiliary);
			if (tense.passive.has(word)) isPassive = true;
			else if (!tense.between.has(word)) break;
			auxiliary--;
		}
		const isActive = !isPassive && auxiliary >= from && tokens.gap[auxiliary + 1] === Break.none && tense.active.has(form(auxiliary));
		if (!isTrue(at)) continue;
		if (isPassive || isActive) cue('done', at, isPassive ? 'back' : 'ahead');
		else if (at + 1 < to && at > from && tokens.gap[at + 1] === Break.none && opensObject(tense, tokens.trait[at + 1], form(at + 1)))
			cue('done', at, 'ahead');
		// Terse answers leave the auxiliary out: "Training provided."
		else if (
			at > from &&
			at - from <= longestTerse &&
			tokens.gap[at] === Break.none &&
			(at + 1 >= tokens.count || (tokens.gap[at + 1] as number) > Break.none)
		)
			cues.push({ act: 'done', side: 'both', first: 'back', from: at, to: at + 1, body: form(at), isTense: true, isTerse: true });
	}
	return cues;
}
