import { config } from '#config';

/** A sign-in form may lead on to the provider's pages, and browsers hold the whole way of a posted form against this list. */
const formTargets = ["'self'", ...(config.oidc === undefined ? [] : [new URL(config.oidc.issuer).origin])].join(' ');

// In development Vite writes styles into the page; a build links them. Only its server gives this, whatever NODE_ENV says.
const isDevelopment = (import.meta as { hot?: unknown }).hot !== undefined;

const policy = [
	"default-src 'self'",
	"script-src 'self'",
	`style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
	"img-src 'self' data:",
	"object-src 'none'",
	"base-uri 'none'",
	`form-action ${formTargets}`,
	"frame-ancestors 'none'"
].join('; ');

const unused = ['camera', 'display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'serial', 'usb', 'browsing-topics'];

/** What every answer carries, be it a page, a file, or an error before any page was asked. */
export const plainHeaders: Readonly<Record<string, string>> = {
	'content-security-policy': policy,
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'permissions-policy': unused.map((name) => `${name}=()`).join(', '),
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	...(config.origin?.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' })
};

/** The answer with the headers that keep it to this site and this reader. An answer that is stricter by itself stays so. */
export function secured(request: Request, answer: Response, isSignedIn: boolean): Response {
	const { pathname } = new URL(request.url);
	const headers = new Headers(answer.headers);
	for (const [name, value] of Object.entries(plainHeaders)) if (!headers.has(name)) headers.set(name, value);
	const hasToken = /\/sign-in(\/|$)|^\/api\/auth\//.test(pathname);
	// No page learns this address. `no-referrer` would also make browsers post forms with `Origin: null`, which are refused.
	if (hasToken) headers.set('referrer-policy', 'strict-origin');
	if (isSignedIn || hasToken) headers.set('cache-control', 'private, no-store');
	else if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
	return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
