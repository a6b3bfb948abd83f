import type { IncomingHttpHeaders } from 'node:http';
import { hostname } from 'node:os';

/**
 * Under which address a request is answered: its name stands in links of pages and files, so no request may choose it. It is the one that
 * the operator set; without one, what the browser says, as far as no one else can own such a name.
 */
export function hostWords(origin: string | undefined, port: number): (headers: IncomingHttpHeaders) => void {
	if (origin) {
		const { host, protocol } = new URL(origin);
		return (headers) => Object.assign(headers, { host, 'x-forwarded-proto': protocol.slice(0, -1) });
	}
	return (headers) => {
		headers['x-forwarded-proto'] = String(headers['x-forwarded-proto'] ?? '').startsWith('https') ? 'https' : 'http';
		if (isOwnName(headers.host ?? '')) return;
		// A page of another name that leads to this machine is someone else's: nothing that is for the machine itself is for it.
		headers.forwarded ??= 'for=unknown';
		headers.host = `localhost:${port}`;
	};
}

/** An address by number, this machine's own name, or a name without a dot: names that nobody elsewhere can lead here. */
export function isOwnName(said: string): boolean {
	const [, name] = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i.exec(said) ?? [];
	if (name === undefined || !URL.canParse(`http://${said}`)) return false;
	const isNumber = name.startsWith('[') || /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(name);
	return isNumber || !name.includes('.') || /\.localhost$/i.test(name) || name.toLowerCase() === hostname().toLowerCase();
}
