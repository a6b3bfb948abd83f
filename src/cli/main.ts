import { isMainThread } from 'node:worker_threads';
import { databasePlace } from '#config';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { FolderInUse } from '#db/folder-lock.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { say } from '#i18n/messages.ts';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { commands } from './commands.ts';

/** The language of the terminal, as its settings name it. */
function terminalLanguage(): Language {
	const named = (process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? '').slice(0, 2);
	return isLanguage(named) ? named : 'en';
}

async function main([name = 'help', ...words]: string[]): Promise<number> {
	const language = terminalLanguage();
	const command = commands[name];
	const talk = (line: string) => process.stderr.write(`${line}\n`);
	const watched = process.stderr.isTTY;
	let open: Promise<Db> | undefined;
	try {
		if (command === undefined) {
			talk(say(language, 'cli.unknown-command', { name }));
			talk(
				Object.values(commands)
					.map(({ usage }) => `  cinnabar ${usage}`)
					.join('\n')
			);
			return name === 'help' ? 0 : 2;
		}
		const answer = await command.run({
			words,
			language,
			database: () => (open ??= connect(databasePlace())),
			talk,
			progress: (line) => process.stderr.write(watched ? `\r\u001b[K${line}` : `${line}\n`)
		});
		if (answer !== undefined) process.stdout.write(`${answer}\n`);
		// A command that did part of its work says so by the exit code.
		return Number(process.exitCode ?? 0);
	} catch (problem) {
		if (problem instanceof Refusal) talk(say(language, problem.code, problem.slots));
		else if (problem instanceof FolderInUse)
			talk(say(language, 'cli.folder-in-use', { folder: problem.folder, process: String(problem.holder) }));
		else if (isWrongOption(problem))
			talk(
				`${say(language, 'cli.wrong-option', { option: /'(-[^' ]*)/.exec(problem.message)?.[1] ?? words.join(' ') })}\n  cinnabar ${command?.usage}`
			);
		else throw problem;
		return 1;
	} finally {
		const db = await open?.catch(() => undefined);
		await db?.destroy();
	}
}

/** What Node's own reading of options complains of. */
function isWrongOption(problem: unknown): problem is Error {
	return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
}

if (isMainThread) process.exitCode = await main(process.argv.slice(2));
