import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What is text, and says nothing of its letters yet: everything that we write is in UTF-8. */
const silent = /^(text\/[\w-]+|application\/(javascript|[\w.-]*\+?xml))$/i;

/** Has an answer say that its text is in UTF-8. A file from outside, which is sent to be saved, keeps the letters that it came with. */
export function sayCharset(response: ServerResponse): void {
	const begin = response.writeHead.bind(response);
	const withCharset = (status: number, headers: OutgoingHttpHeaders = {}) => {
		const [name = 'content-type', said = response.getHeader('content-type')] =
			Object.entries(headers).find(([one]) => one.toLowerCase() === 'content-type') ?? [];
		const isSaved = String(response.getHeader('content-disposition') ?? '').startsWith('attachment');
		return begin(
			status,
			typeof said === 'string' && silent.test(said) && !isSaved ? { ...headers, [name]: `${said}; charset=utf-8` } : headers
		);
	};
	response.writeHead = withCharset as typeof response.writeHead;
}
