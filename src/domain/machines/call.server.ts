import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '#domain/refusal.ts';

/** A language model that the operator has named. Only this address is ever asked, wherever an answer points to. */
export type LanguageModel = { url: string; key: string | undefined; name: string; takesClosed: boolean };

export type Patience = {
	/** Milliseconds that one answer may take, and the first pause before asking again; each further pause is four times as long. */
	timeout: number;
	pause: number;
	/** How often one question is asked. */ tries: number;
	/** How many bytes an answer may have. */ most: number;
};
export const usualPatience: Patience = { timeout: 120_000, pause: 2000, tries: 4, most: 2_000_000 };

const completion = z.object({
	choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
	usage: z.object({ prompt_tokens: z.number().int().min(0).catch(0), completion_tokens: z.number().int().min(0).catch(0) }).optional()
});

export type Completion = { text: string; tokensIn: number; tokensOut: number };

/** Where questions go: an address that names the whole path, or the one before it. */
export const completionsAt = (url: string): string =>
	/\/chat\/completions\/?$/.test(url) ? url : `${url.replace(/\/+$/, '')}/chat/completions`;

/**
 * Asks once more and again while the other side is busy, silent or broken; undefined where it gave no answer to this question. Refuses where
 * it wants none of our questions.
 */
export async function ask(
	model: LanguageModel,
	messages: readonly { role: 'system' | 'user'; content: string }[],
	signal: AbortSignal,
	patience: Patience = usualPatience
): Promise<Completion | undefined> {
	const body = JSON.stringify({ model: model.name, messages, temperature: 0, response_format: { type: 'json_object' } });
	for (let turn = 0; turn < patience.tries && !signal.aborted; turn++) {
		const told = await askOnce(model, body, signal, patience);
		if (told.kind === 'answer') return told.answer;
		if (told.kind === 'unusable') return undefined;
		if (turn + 1 < patience.tries)
			await wait(Math.min(60_000, told.after ?? patience.pause * 4 ** turn), undefined, { signal }).catch(() => undefined);
	}
	return undefined;
}

type Outcome = { kind: 'answer'; answer: Completion } | { kind: 'unusable' } | { kind: 'later'; after?: number | undefined };

async function askOnce(model: LanguageModel, body: string, signal: AbortSignal, { timeout, most }: Patience): Promise<Outcome> {
	try {
		const response = await fetch(completionsAt(model.url), {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/json', ...(model.key !== undefined && { authorization: `Bearer ${model.key}` }) },
			// Nowhere but to the address that the operator has named.
			redirect: 'error',
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)])
		});
		if (response.status === 429 || response.status >= 500) {
			await response.body?.cancel();
			return { kind: 'later', after: pauseOf(response.headers.get('retry-after')) };
		}
		if (!response.ok) {
			await response.body?.cancel();
			throw new Refusal('machines.model-refuses', { status: response.status });
		}
		const text = await readUpTo(response, most);
		return text === undefined ? { kind: 'unusable' } : answerOf(text);
	} catch (problem) {
		if (problem instanceof Refusal) throw problem;
		return { kind: 'later' };
	}
}

function answerOf(text: string): Outcome {
	const read = completion.safeParse(parse(text));
	if (!read.success) return { kind: 'unusable' };
	const [first] = read.data.choices;
	const { prompt_tokens: tokensIn = 0, completion_tokens: tokensOut = 0 } = read.data.usage ?? {};
	return { kind: 'answer', answer: { text: first?.message.content ?? '', tokensIn, tokensOut } };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function pauseOf(seconds: string | null): number | undefined {
	const count = Number(seconds ?? Number.NaN);
	return Number.isFinite(count) && count >= 0 ? count * 1000 : undefined;
}

/** The text of an answer, or nothing where it is too large. */
async function readUpTo(response: Response, most: number): Promise<string | undefined> {
	if (response.body === null) return '';
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of response.body as AsyncIterable<Uint8Array>) {
		size += part.byteLength;
		if (size > most) return undefined;
		parts.push(part);
	}
	return Buffer.concat(parts).toString('utf8');
}
