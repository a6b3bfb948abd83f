import { access, constants, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import { defaultSamples } from '#domain/findings/read.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { draft, filtersOf } from '#domain/studies/input.ts';
import { countSources, findStudy } from '#domain/studies/read.server.ts';
import { redraftStudy } from '#domain/studies/redraft.server.ts';
import { wordOf } from '#domain/studies/word.server.ts';
import { draftStudy } from '#domain/studies/write.server.ts';
import { say } from '#i18n/messages.ts';
import type { Call, Command } from './command.ts';

const text = { type: 'string' } as const;
const options = {
	language: text,
	out: text,
	cycle: text,
	region: text,
	basis: text,
	samples: { type: 'boolean' },
	address: text,
	again: text
} as const;

/** Drafts a study, keeps it and writes it as a Word file; or asks again what a kept study asked, and says which of its sentences have changed. */
export const study: Command = {
	usage:
		'study --language LANGUAGE --out FILE.docx [--cycle 2025-full] [--region REGION] [--basis reviewed|proposed] [--samples] [--address URL] | study --again ID',
	run: async (call) => {
		const { values } = parseArgs({ args: call.words, options });
		const { again: asked, out, address, ...given } = values;
		if (asked !== undefined) return again(call, asked);
		const sent = draft.safeParse(given);
		if (out === undefined) throw new Refusal('cli.wrong-option', { option: '--out' });
		if (!sent.success) {
			throw new Refusal('cli.wrong-option', { option: sent.error.issues.map(({ path }) => `--${path.join('.')}`).join(' ') });
		}
		if (address !== undefined && !URL.canParse(address)) throw new Refusal('cli.wrong-option', { option: '--address' });
		await access(dirname(out), constants.W_OK).catch(() => {
			throw new Refusal('cli.wrong-option', { option: '--out' });
		});
		const db = await call.database();
		const filters = filtersOf(sent.data, await defaultSamples(db));
		call.progress(say(call.language, 'study.asking'));
		const id = await draftStudy(db, operator, { language: sent.data.language, filters });
		call.progress(say(call.language, 'study.writing-word'));
		await writeFile(out, await wordOf(db, id, address));
		call.progress('');
		return told(db, call, id, out);
	}
};

async function told(db: Db, { talk, language }: Call, id: number, out: string): Promise<string> {
	const { sentences } = await findStudy(db, id);
	const sources = await countSources(db, id);
	talk(say(language, 'cli.wrote', { file: basename(out), sentences: sentences.length, sources }));
	return JSON.stringify({ study: id, file: out, sentences: sentences.length, sources });
}

/** Each sentence that has changed, in words, and all of them as lines of JSON. */
async function again({ database, talk, progress, language }: Call, asked: string): Promise<string> {
	if (!/^[1-9][0-9]{0,8}$/.test(asked)) throw new Refusal('cli.wrong-option', { option: '--again' });
	const db = await database();
	progress(say(language, 'study.asking'));
	const compared = await redraftStudy(db, Number(asked));
	progress('');
	const changed = compared.filter((one) => one.changed);
	const kept = compared.filter(({ position }) => position !== null).length;
	talk(
		changed.length === 0
			? say(language, 'study.compare-none', { all: kept })
			: say(language, 'study.compare-some', { changed: changed.length, all: kept })
	);
	for (const { position, before, now, how } of changed) {
		talk(`${position ?? '+'} (${say(language, `study.how-${how}`)})`);
		if (before !== null) talk(`  ${say(language, 'study.before')}: ${before}`);
		if (now !== null && now !== before) talk(`  ${say(language, 'study.now')}: ${now}`);
	}
	return compared.map((one) => JSON.stringify(one)).join('\n');
}
