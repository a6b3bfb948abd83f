import { parseArgs } from 'node:util';
import { Refusal } from '#domain/refusal.ts';
import { verifyHistory } from '#domain/history/verify.server.ts';
import { say } from '#i18n/messages.ts';
import type { Command } from './command.ts';

/** Tells whether the history is still what was sealed, and the head of its chain, to be kept elsewhere. */
export const verify: Command = {
	usage: 'verify [--expect HASH] [--json]',
	run: async ({ words, language, database, talk }) => {
		const { values } = parseArgs({ args: words, options: { expect: { type: 'string' }, json: { type: 'boolean' } } });
		const expect = values.expect?.trim().toLowerCase();
		if (expect !== undefined && !/^[0-9a-f]{64}$/.test(expect)) throw new Refusal('history.not-a-hash');
		const verified = await verifyHistory(await database(), { expect });
		const { lines, sealed, unsealed, head, faults } = verified;
		if (faults.length > 0) process.exitCode = 1;
		if (values.json) return JSON.stringify(verified);
		talk(say(language, 'history.verified', { lines, sealed, unsealed }));
		for (const { position, kind, historyId } of faults)
			talk(say(language, `history.fault-${kind}`, { position: String(position ?? '–'), line: String(historyId ?? '–') }));
		if (faults.length === 0) talk(say(language, 'history.sound'));
		if (head === null) return undefined;
		talk(say(language, 'history.keep', { hash: '' }).trimEnd());
		return head;
	}
};
