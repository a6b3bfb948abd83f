import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { authorization: string | undefined; system: string; passages: { id: string; text: string }[]; path: string };
export type Codes = { concept: string; stance: string; quote: string; confidence?: number }[];

/** What the stand-in does with one question: the last of the script goes on for ever. */
export type Turn =
	| { codes: (text: string) => Codes; around?: (json: string) => string }
	| { status: number; headers?: Record<string, string> }
	| 'silence'
	| 'a huge answer'
	| 'no JSON';

/** A language model that answers by a script, in the manner of those that are asked at /chat/completions. */
export async function standInModel(script: Turn[]): Promise<{ url: string; asked: Asked[]; close: () => Promise<void> }> {
	const asked: Asked[] = [];
	const open = new Set<ServerResponse>();
	const server = createServer((request, response) => {
		open.add(response);
		void read(request).then((body) => {
			const { messages } = JSON.parse(body) as { messages: { content: string }[] };
			const { passages } = JSON.parse(messages[1]?.content ?? '') as { passages: Asked['passages'] };
			asked.push({ authorization: request.headers.authorization, system: messages[0]?.content ?? '', passages, path: request.url ?? '' });
			answer(script[Math.min(asked.length, script.length) - 1] ?? 'silence', passages, response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => {
		for (const response of open) response.destroy();
		return new Promise<void>((resolve) => server.close(() => resolve()));
	};
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked, close };
}

async function read(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
	return Buffer.concat(parts).toString();
}

function answer(turn: Turn, passages: Asked['passages'], response: ServerResponse): void {
	if (turn === 'silence') return;
	if (turn === 'a huge answer') {
		response.writeHead(200, { 'content-type': 'application/json' });
		for (let part = 0; part < 64; part++) response.write('x'.repeat(65_536));
		response.end();
	} else if (turn === 'no JSON') say(response, 'I would rather not say.');
	else if ('status' in turn) response.writeHead(turn.status, turn.headers).end();
	else {
		const json = JSON.stringify({ passages: passages.map(({ id, text }) => ({ id, codes: turn.codes(text) })) });
		say(response, turn.around?.(json) ?? json);
	}
}

function say(response: ServerResponse, content: string): void {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(
		JSON.stringify({ choices: [{ message: { role: 'assistant', content } }], usage: { prompt_tokens: 100, completion_tokens: 20 } })
	);
}
