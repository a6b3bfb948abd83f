import { lookup as lookUp } from 'node:dns/promises';
import { request as requestPlain } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as requestSealed } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Refusal } from '../refusal.ts';
import { isPublicAddress, mayBePublicName } from './address.ts';

type Place = { address: string; family: number };

export type Fetching = {
	/** How many bytes the answer may have. */
	most: number;
	/** How long everything may take, redirects included. */
	seconds?: number;
	headers?: Record<string, string>;
	/** Ports that are allowed besides 80 and 443. */
	ports?: readonly number[];
	/** Finds every address of a name. */
	lookup?: (name: string) => Promise<readonly Place[]>;
	/** For tests: 127.0.0.1, and only that, counts as public, on the ports that are named. */
	allowLoopback?: boolean;
};
export type Answer = { url: URL; status: number; headers: IncomingHttpHeaders; content: Buffer };

const redirects = 3;
const redirecting = new Set([301, 302, 303, 307, 308]);
const secrets = /^(authorization|cookie|proxy-authorization)$/i;
const ours = /^(host|connection|accept-encoding|transfer-encoding|content-length|upgrade|expect|te)$/i;

/**
 * Gets what is at a public web address. Nothing inside the own network is ever asked, whatever the address is made of or leads on to: each
 * name is resolved here, all its addresses are judged, and the connection goes to exactly those.
 */
export async function fetchSafely(address: string | URL, options: Fetching): Promise<Answer> {
	const stop = new AbortController();
	const timer = setTimeout(() => stop.abort(new Refusal('limits.no-answer')), (options.seconds ?? 20) * 1000);
	try {
		return await follow(address, options, stop.signal);
	} finally {
		clearTimeout(timer);
		stop.abort(new Refusal('limits.no-answer'));
	}
}

async function follow(address: string | URL, options: Fetching, signal: AbortSignal): Promise<Answer> {
	let url = parse(address);
	let headers = without(options.headers ?? {}, ours);
	for (let turn = 0; turn <= redirects; turn++) {
		const places = await inTime(findPlaces(url, options), signal);
		const answer = await inTime(ask({ url, places, headers, most: options.most, signal }), signal);
		const next = answer.headers.location;
		if (!redirecting.has(answer.status) || next === undefined) return answer;
		const from = url;
		url = parse(next, from);
		if (url.origin !== from.origin) headers = without(headers, secrets);
	}
	throw new Refusal('limits.no-answer');
}

function parse(address: string | URL, from?: URL): URL {
	const url = URL.parse(String(address), from);
	if (url === null) throw new Refusal('limits.address-refused');
	return url;
}

function without(headers: Record<string, string>, names: RegExp): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.test(name)));
}

/** Where to connect for this address; refuses where any place it may mean is not public. */
async function findPlaces(url: URL, { ports = [], lookup = findAll, allowLoopback = false }: Fetching): Promise<readonly Place[]> {
	const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
	const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && [80, 443, ...ports].includes(port);
	const host = url.hostname.replace(/^\[|\]$|\.+$/g, '');
	if (!isPlain || (isIP(host) === 0 && !mayBePublicName(host))) throw new Refusal('limits.address-refused');
	const places = isIP(host) === 0 ? await orNoAnswer(lookup(host)) : [{ address: host, family: isIP(host) }];
	if (places.length === 0) throw new Refusal('limits.no-answer');
	const mayBeAsked = ({ address }: Place) => isPublicAddress(address) || (allowLoopback && address === '127.0.0.1' && ports.includes(port));
	if (!places.every(mayBeAsked)) throw new Refusal('limits.address-refused');
	return places;
}

const findAll = (name: string): Promise<Place[]> => lookUp(name, { all: true });

type Question = { url: URL; places: readonly Place[]; headers: Record<string, string>; most: number; signal: AbortSignal };

/** One request, to one of the places and nowhere else. */
async function ask({ url, places, headers, most, signal }: Question): Promise<Answer> {
	const [first] = places;
	const pinned: LookupFunction = (_name, { all }, done) =>
		all === true ? done(null, [...places]) : done(null, first?.address ?? '', first?.family);
	const arrived = Promise.withResolvers<IncomingMessage>();
	const request = (url.protocol === 'https:' ? requestSealed : requestPlain)(
		url,
		// A connection of one's own: a shared agent may hold one that somebody else opened.
		{ agent: false, lookup: pinned, signal, headers: { ...headers, 'accept-encoding': 'identity' } },
		arrived.resolve
	);
	request.on('error', arrived.reject);
	request.on('close', () => arrived.reject(new Refusal('limits.no-answer')));
	request.end();
	try {
		const response = await orNoAnswer(arrived.promise);
		const { statusCode: status = 0, headers: said } = response;
		const content = redirecting.has(status) ? Buffer.alloc(0) : await orNoAnswer(read(response, most));
		return { url, status, headers: said, content };
	} finally {
		request.destroy();
	}
}

async function read(response: IncomingMessage, most: number): Promise<Buffer> {
	const tooLarge = () => new Refusal('limits.too-large-answer', { limit: most / 1_000_000 });
	if (Number(response.headers['content-length'] ?? 0) > most) throw tooLarge();
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of response as AsyncIterable<Buffer>) {
		size += part.length;
		if (size > most) throw tooLarge();
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/** What fails out there is no bug of ours. */
async function orNoAnswer<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw error instanceof Refusal ? error : new Refusal('limits.no-answer');
	}
}

/** The work, or the reason for which it was stopped, whichever comes first. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	const stopped = Promise.withResolvers<never>();
	signal.addEventListener('abort', () => stopped.reject(signal.reason), { once: true });
	return Promise.race([work, stopped.promise]);
}
