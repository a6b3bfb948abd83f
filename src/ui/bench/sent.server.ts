import { z } from 'zod';
import { benchAct } from '#domain/coding/bench-act.ts';
import type { BenchAct } from '#domain/coding/bench-act.ts';
import { parsed } from '#domain/parsed.ts';
import { textsOf } from '#domain/sent.ts';
import { sentText } from '../sent.server.ts';

/** What a form of the bench sends: its fields, over which the button that was pressed lays its own, written as a query. */
export type Sent = Record<string, string>;

export async function sentBy(request: Request): Promise<Sent> {
	const fields = request.headers.get('content-type')?.startsWith('application/json') ? await wordsIn(request) : await sentText(request);
	const sent = { ...fields, ...Object.fromEntries(new URLSearchParams(fields['act'] ?? '')) };
	if (sent['piece'] !== undefined) return { ...sent, ...ofPiece(sent['piece']) };
	return sent['verb'] === 'finish' ? { ...sent, corrected: isCorrected(sent) ? 'yes' : '' } : sent;
}

/** What a script sends. No other site can send it for a reader: browsers ask first whether it may. */
async function wordsIn(request: Request): Promise<Sent> {
	const sent = parsed(z.record(z.string(), z.string()), await request.json().catch(() => undefined));
	return Object.fromEntries(textsOf(Object.entries(sent)).map(({ name, value }) => [name, value]));
}

/** The form for a code adds one, or changes the piece that was chosen, such as `evidenceId=12&seen=proposed`. */
const ofPiece = (piece: string): Sent => ({ verb: piece === '' ? 'add' : 'change', ...Object.fromEntries(new URLSearchParams(piece)) });

/** Whether the six particulars are others than those that were shown. */
function isCorrected(sent: Sent): boolean {
	const shown = new URLSearchParams(sent['shown'] ?? '');
	return (['kind', 'sector', 'item', 'quantity', 'place', 'time'] as const).some(
		(one) => (sent[one] ?? '').trim() !== (shown.get(one) ?? '')
	);
}

export const actOf = (sent: Sent): BenchAct => parsed(benchAct, sent);
