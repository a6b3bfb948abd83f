import { request } from 'node:http';

export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; location: string; session: string; text: string };
export type Question = {
	form?: URLSearchParams | FormData;
	session?: string | undefined;
	/** The address that the question comes from, so that limits by address are those of many machines. */
	from?: string;
	/** The name and port under which the site is known, where a proxy stands before it. */
	name?: string;
	accept?: string;
	patience?: number;
};

/** Asks as a browser does, and follows nothing. */
export async function asked(port: number, path: string, question: Question = {}): Promise<Answer> {
	const { form, session, from = '127.0.0.1', name = `localhost:${port}`, accept = 'text/html', patience = 60_000 } = question;
	const sent = form === undefined ? undefined : new Response(form);
	const body = sent === undefined ? undefined : Buffer.from(await sent.arrayBuffer());
	return new Promise((resolve, reject) => {
		const call = request(
			{
				host: '127.0.0.1',
				port,
				path,
				method: form === undefined ? 'GET' : 'POST',
				localAddress: from,
				agent: false,
				timeout: patience,
				headers: {
					host: name,
					origin: `http://${name}`,
					accept,
					...(session !== undefined && { cookie: `cinnabar.session_token=${session}` }),
					...(sent !== undefined &&
						body !== undefined && { 'content-type': sent.headers.get('content-type') ?? '', 'content-length': body.length })
				}
			},
			(answer) => {
				let text = '';
				answer.setEncoding('utf8');
				answer.on('data', (chunk: string) => (text += chunk));
				answer.on('error', reject);
				answer.on('end', () => {
					const cookies = (answer.headers['set-cookie'] ?? []).join(' ');
					resolve({
						status: answer.statusCode ?? 0,
						headers: answer.headers,
						location: answer.headers.location ?? '',
						session: /cinnabar\.session_token=([^;\s]+)/.exec(cookies)?.[1] ?? '',
						text
					});
				});
			}
		);
		call.on('timeout', () => call.destroy(new Error('no answer in time')));
		call.on('error', reject);
		call.end(body);
	});
}

/** Uses the secret of a link, as the button of its page does. */
export function useLink(port: number, token: string, from?: string): Promise<Answer> {
	return asked(port, '/en/sign-in/link', { form: new URLSearchParams({ token }), ...(from !== undefined && { from }) });
}
