import { writeCsv } from '#text/csv.ts';
import type { Rate } from './accuracy.ts';
import type { Quality } from './quality.server.ts';

const exactly = (number: number | undefined) => (number === undefined ? null : Math.round(number * 10_000) / 10_000);
const rateColumns = (name: string, rate: Rate | null) => ({
	[name]: exactly(rate?.share),
	[`${name}_low`]: exactly(rate?.low),
	[`${name}_high`]: exactly(rate?.high),
	[`${name}_passages`]: rate?.passages ?? 0
});

/** One line for each concept and language. */
export function qualityLines({ concepts }: Quality, labels: ReadonlyMap<string, string>) {
	return concepts.map(({ conceptId, language, accuracy }) => ({
		...{ concept: conceptId, label: labels.get(conceptId) ?? conceptId, language },
		...{ passages_read: accuracy.passages, documents: accuracy.documents },
		...rateColumns('precision', accuracy.precision),
		...rateColumns('recall', accuracy.recall),
		...{ f1: exactly(accuracy.f1?.share), f1_low: exactly(accuracy.f1?.low), f1_high: exactly(accuracy.f1?.high) },
		...rateColumns('miss_rate', accuracy.missRate)
	}));
}

type About = { samples: boolean; date: string };

export function qualityCsv(quality: Quality, labels: ReadonlyMap<string, string>, { samples, date }: About): string {
	const lines = qualityLines(quality, labels).map((line) => ({ ...line, samples, date }));
	const header = Object.keys(lines[0] ?? { concept: '', language: '', samples: '', date: '' });
	return writeCsv([header, ...lines.map((line) => Object.values(line))]);
}

export function qualityJson(quality: Quality, labels: ReadonlyMap<string, string>, about: About): string {
	const { samples: measuredOn, waiting, coders } = quality;
	return JSON.stringify({ ...about, measuredOn, waiting, coders, lines: qualityLines(quality, labels) }, null, '\t');
}
