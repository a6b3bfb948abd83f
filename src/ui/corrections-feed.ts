import { say } from '#i18n/messages.ts';
import type { Correction } from '#domain/history/model.ts';
import type { Language } from '#text/languages.ts';
import { doerName, fieldName, heldName, recordName } from './history-words.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// Some characters may not stand in XML at all, not even written as numbers.
const escaped = (text: string) =>
	text
		.toWellFormed()
		.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
		.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** The public log of corrections as an Atom feed. */
export function correctionsFeed(language: Language, origin: string, corrections: Correction[]): string {
	const page = `${origin}/${language}/corrections`;
	const updated = corrections[0]?.at ?? new Date(0);
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${escaped(page)}</id>
<title>${escaped(say(language, 'history.corrections'))} – Cinnabar</title>
<subtitle>${escaped(say(language, 'history.corrections-lede'))}</subtitle>
<updated>${updated.toISOString()}</updated>
<author><name>Cinnabar</name></author>
<link rel="alternate" type="text/html" href="${escaped(page)}"/>
<link rel="self" type="application/atom+xml" href="${escaped(page)}/feed.xml"/>
${corrections.map((one) => entry(language, origin, one)).join('')}</feed>
`;
}

function entry(language: Language, origin: string, one: Correction): string {
	const { id, at, record, page, name, by, why, changes, request } = one;
	const held = (field: (typeof changes)[number]['field'], value: string | null) =>
		value === null ? say(language, 'history.empty') : heldName(language, record, field, value);
	const asked =
		request === null
			? []
			: [
					say(language, 'corrections.number', { number: String(request.id) }),
					say(language, 'corrections.asked-for'),
					request.wrong,
					request.should ?? ''
				];
	const said = [
		...asked.filter((line) => line !== ''),
		...changes.flatMap(({ field, from, to }) => [
			fieldName(language, field),
			`${say(language, 'history.old')} ${held(field, from)}`,
			`${say(language, 'history.new')} ${held(field, to)}`
		]),
		why ?? say(language, 'history.no-reason')
	];
	const sample = one.isSample ? ` (${say(language, 'site.sample')})` : '';
	return `<entry>
<id>${escaped(`${origin}/${language}/corrections#change-${id}`)}</id>
<title>${escaped([recordName(language, record), name].filter((part) => part !== null).join(' – ') + sample)}</title>
<updated>${at.toISOString()}</updated>
<author><name>${escaped(doerName(language, by))}</name></author>
<link rel="alternate" type="text/html" href="${escaped(`${origin}/${language}/${page}`)}"/>
<content type="text">${escaped(said.join('\n'))}</content>
</entry>
`;
}
