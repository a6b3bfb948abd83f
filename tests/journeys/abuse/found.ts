import { globSync, readFileSync } from 'node:fs';
import { addressOf, listAsked, parameterIn } from '../addresses/routes.ts';

/** A value for each parameter of an address: a route with another one makes the tests fail until one is given here. */
const known: Record<string, string> = {
	...{
		language: 'en',
		id: '1',
		project: '1',
		passage: '10',
		position: '1',
		iso3: 'XXA',
		rows: 'challenge',
		columns: 'region',
		by: 'language'
	},
	...{ scheme: 'challenge', name: 'finance', path: 'get-session', version: '0123456789ab' }
};

const asked = listAsked();
const unique = (list: readonly string[]) => [...new Set(list)];

/** Every address of the site. */
export const addresses = unique(asked.filter(({ method }) => method === 'GET').map((one) => addressOf(one, known)));

/** Every form of the site, with the name of what it does. */
export const forms = asked
	.filter(({ method, route }) => method === 'POST' && !route.startsWith('/api/'))
	.map((one) => ({ name: one.action ?? 'default', path: addressOf(one, known) }));

/** Every address with one of its parameters replaced. */
export function addressesWith(value: string): string[] {
	return unique(
		asked.flatMap((one) =>
			one.route.split('/').flatMap((part) => {
				const name = parameterIn(part);
				return name === undefined ? [] : addressOf({ route: one.route }, { ...known, [name]: value });
			})
		)
	);
}

const sources = [...globSync('src/{routes,ui}/**/*.svelte'), ...globSync('src/routes/**/*.ts')]
	.map((file) => readFileSync(file, 'utf8'))
	.join('\n');
const named = [...sources.matchAll(/name="([a-zA-Z]+)"|\.(?:get|has)\('([a-zA-Z]+)'\)/g)].map(([, one, other]) => one ?? other ?? '');

/** Every name that a form or an address gives to what is sent. */
export const fields = unique([
	...named,
	'after',
	'before',
	'concept',
	'with',
	'stance',
	'scheme',
	'statements',
	'redirect',
	'next',
	'callbackURL'
]);

/** All fields with one value. */
export const filled = (value: string, names: readonly string[] = fields) => new URLSearchParams(names.map((name) => [name, value]));

/** Fields with which the forms would do what they are for. */
export const sound: Record<string, string> = {
	...{
		settle: 'accepted 1',
		piece: '1 proposed',
		evidenceId: '1',
		conceptId: 'challenge/finance',
		stance: 'challenge',
		quote: 'mercury',
		near: '0'
	},
	...{ language: 'en', samples: 'true', basis: 'proposed', cycle: '2025-full', region: 'africa', party: 'XXA', kind: 'contributor' },
	...{
		name: 'Nobody',
		email: 'nobody@example.org',
		password: 'a password long enough',
		session: '1',
		passkey: '1',
		sure: 'yes',
		needs: 'no'
	},
	...{ step: 'withdraw', level: 'secretariat', why: 'no reason', what: 'a report', due: '2027-01-01', organisationId: '1', version: '1' },
	...{ holding: '1', deadline: '1', verdict: 'carried', motion: 'merge-people', keep: '1', merge: '2', personId: '1', id: '1', token: 'x' }
};
