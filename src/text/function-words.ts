import type { Language } from './languages.ts';

/** What a small word does between the words that carry meaning. */
export const Role = {
	none: 0,
	/** Article or genitive: passed over inside a wording. */
	link: 1,
	/** Preposition that opens a complement ("for", "in"): passed over inside a wording, and ends what a cue of lack governs. */
	complement: 2,
	/** A preposition whose complement is a pair: its "and" parts no list ("coordination between ministries and agencies"). */
	between: 5,
	/** Joins the members of a list. */
	and: 3,
	/** Opens a new clause: "but", "which". */
	turn: 4
} as const;
export type RoleName = Exclude<keyof typeof Role, 'none'>;

export const functionWords: Record<Language, Record<RoleName, string>> = {
	en: {
		link: 'the a an of this these its their our such as s',
		complement: 'for to in at on within by with from into among regarding concerning towards',
		between: 'between',
		and: 'and or nor',
		turn: 'but however although though while whereas which who that because since therefore yet despite where when if'
	},
	fr: {
		link: 'le la les l un une de du des d ce cette ces son sa ses leur leurs nos notre aux au à',
		complement: 'pour dans en sur par afin avec chez vers concernant',
		between: 'entre',
		and: 'et ou ni',
		turn: 'mais cependant toutefois tandis alors qui que qu dont où car parce néanmoins malgré lorsque si'
	},
	es: {
		link: 'el la los las un una unos unas de del al su sus este esta estos estas lo a',
		complement: 'para en por sobre con desde hacia ante',
		between: 'entre',
		and: 'y e o u ni',
		turn: 'pero embargo aunque mientras que cual cuales quien quienes porque pues donde cuando si'
	},
	ru: {
		link: 'этот эта эти его их наш свой',
		complement: 'для в во на по при с со к ко от из за до об о среди над под',
		between: 'между',
		and: 'и или либо',
		turn: 'но однако хотя тогда который которая которое которые которых которые что поскольку поэтому где когда если'
	},
	ar: {
		link: 'هذا هذه ذلك تلك',
		complement: 'في من على الى إلى عن مع لدى ضمن نحو',
		between: 'بين',
		and: 'او أو',
		turn: 'لكن ولكن بينما الذي التي الذين حيث لان لأن إذا رغم'
	},
	zh: { link: '的 之', complement: '', between: '', and: '和 及 与 或 并', turn: '但 而' }
};
