import type { Fields, Form } from './form.ts';
import { nobody } from './roles.ts';

const account = 'POST /[language=language]/account';
const signIn = 'POST /[language=language]/sign-in';

/** On one's own account. Whoever is not signed in is led to where one signs in. */
const own = (what: string, fields: Fields, more: Partial<Form> = {}): Form[] => [
	{ what, of: nobody, may: 'whoever signed in', refused: 303, make: () => ({ fields }), ...more }
];
const open = (what: string, fields: Fields, more: Partial<Form> = {}): Form[] => [
	{ what, of: nobody, may: 'everyone', make: () => ({ fields }), ...more }
];

export const accountForms: Record<string, Form[]> = {
	[`${account}?/rename`]: own('takes another name', { name: 'Another name' }),
	[`${account}?/end`]: own('ends a session that is not its own, and none ends', { session: '999999' }),
	[`${account}?/others`]: own('ends its other sessions', {}),
	[`${account}?/unkey`]: own('takes away a passkey', { passkey: '1' }),
	[`${account}?/strong`]: own('asks for no passkey', { needs: 'no' }),
	[`${account}?/password`]: own('sets a password', { password: 'a password long enough' }),
	[`${account}?/erase`]: [
		...own('is erased without being sure', { sure: 'no' }, { done: 400, changes: false }),
		...own('is erased', { sure: 'yes' }, { isLast: true, except: ({ offices }) => offices.length > 0 })
	],
	[`${account}?/consent`]: own('agrees to be named', { purpose: 'public-name', agrees: 'yes' }, { isLast: true }),
	[`${account}?/unpassword`]: own('takes away its password', { current: 'a password long enough' }),
	'POST /[language=language]/too-often': open('sends what only the platform sends', {}, { changes: false }),
	[`${signIn}?/link`]: open(
		'asks for a link',
		{},
		{
			make: (_, { personId, isHere }) => ({ fields: { email: `link-${personId ?? isHere}@example.org` } }),
			// From one address twenty are the most.
			except: ({ isHere }) => isHere
		}
	),
	[`${signIn}?/password`]: open(
		'signs in with a wrong password',
		{ email: 'someone-else@example.org', password: 'no' },
		// Whoever is signed in is shown the account instead of the refusal.
		{ done: ({ cookie }) => (cookie === undefined ? 400 : 303), changes: false }
	),
	[`${signIn}?/provider`]: open('signs in by a provider that there is not', {}, { done: 404, changes: false }),
	[`${signIn}?/out`]: open('signs out', {}, { isLast: true }),
	[`${signIn}/link`]: open('uses a link that there is not', { token: 'x'.repeat(32) }, { done: 400, changes: false }),
	'POST /api/auth/[...path]': [
		{
			...{ what: 'calls what is not open', of: nobody, may: 'everyone', done: 404, changes: false },
			make: () => ({ values: { path: 'sign-up/email' }, fields: {} })
		}
	]
};
