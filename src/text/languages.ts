/** The six official languages of the United Nations, by ISO 639-1 code. */
export const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The order in which the United Nations lists them, by their English names. */
export const listedLanguages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const satisfies readonly Language[];

export function isLanguage(code: unknown): code is Language {
	return (languages as readonly unknown[]).includes(code);
}

export function direction(language: Language): 'ltr' | 'rtl' {
	return language === 'ar' ? 'rtl' : 'ltr';
}

/** The best of our languages for an Accept-Language header (RFC 9110 §12.5.4); English where none fits. */
export function preferredLanguage(accepted: string | null): Language {
	const wanted = (accepted ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
			const quality = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find((one) => one !== undefined);
			return { code: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
		})
		.filter(({ quality }) => quality > 0)
		.toSorted((a, b) => b.quality - a.quality);
	return wanted.map(({ code }) => code).find(isLanguage) ?? 'en';
}
