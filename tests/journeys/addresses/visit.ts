import type { Role } from './roles.ts';
import type { Site } from '../open-site.ts';
import { textOf } from './words.ts';

export type Answer = { status: number; text: string; location: string | null };

/** Asks the site for something as one role does; whoever is not at the machine itself comes by way of a proxy. */
export async function visitAs(role: Role, { address, said }: Site, path: string, init: RequestInit = {}): Promise<Answer> {
	const headers = {
		...{ origin: address, accept: 'text/html' },
		...(role.isHere ? {} : { 'x-forwarded-for': '192.0.2.1' }),
		...(role.cookie !== undefined && { cookie: role.cookie })
	};
	const answer = await fetchOnce(address + path, { ...init, redirect: 'manual', headers }).catch((problem: unknown) => {
		throw new Error(`${path}: no answer; the site said: ${said().slice(-2000)}`, { cause: problem });
	});
	const told = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
	const text = `${told}\n${textOf(new Uint8Array(await answer.arrayBuffer()))}`;
	return { status: answer.status, text, location: answer.headers.get('location') };
}

/** As browsers do: a connection that the site closed, being idle, just as it was used again, is no answer, and another is opened. */
export const fetchOnce = (address: string, init: RequestInit): Promise<Response> => fetch(address, init).catch(() => fetch(address, init));
