import { expect, test } from 'vitest';
import { filled, forms, sound } from './found.ts';
import { hostile, values } from './hostile.ts';
import { all, ask, post } from './target.ts';

/** Without the one that would end the session with which the others are sent, and the one that only the platform sends. */
const theirs = forms
	.filter(({ name, path }) => name !== 'out' && !path.endsWith('/too-often'))
	.map((form) => (form.path.endsWith('/corrections/ask') ? { ...form, path: `${form.path}?about=document/1` } : form));

/** These take any text, have nothing to read, or show someone who has signed in their account instead of the refusal. */
const takesText = [
	'link',
	'rename',
	'password',
	'word',
	'others',
	'strong',
	'upload',
	'draft',
	'provider',
	'organise',
	'drop',
	'unpassword'
];

const oneByOne = ['a null byte', 'a number past four bytes', 'a script', 'a new line and a header', 'a name of every object'] as const;

/** What is sent by someone who has signed in, and may do much. */
export function attackAsInsider(): void {
	test.each(values)('someone who has signed in sends $what in every field', async ({ value }) => {
		const found = await all(theirs, async ({ path, name }) => {
			const { status, told, problems } = await post(path, filled(value), { signedIn: true });
			return [...problems, ...(status < 400 && !takesText.includes(name) ? [`${told}: not refused`] : [])];
		});
		expect(found.join('\n')).toBe('');
	});

	test.each(oneByOne)('%s in one field, all others sound, does no harm', async (what) => {
		const value = hostile[what];
		// What would end the session or the office of whoever sends all this is left out.
		const some = theirs.filter(
			({ name, path }) => !['erase', 'end', 'handOver', 'step', 'settle'].includes(name) && !path.includes('sign-in')
		);
		const turn = oneByOne.indexOf(what);
		// Each field of each form meets one of them.
		const pairs = some.flatMap(({ path }) => Object.keys(sound).map((name) => ({ path, name })));
		const turns = pairs.filter((_, index) => index % oneByOne.length === turn);
		const found = await all(turns, async ({ path, name }) => {
			const wrong = name === 'settle' ? `accepted ${value}` : value;
			return (await post(path, new URLSearchParams({ ...sound, [name]: wrong }), { signedIn: true })).problems;
		});
		expect(found.join('\n')).toBe('');
	});

	test('a million letters in every field do no harm', async () => {
		const body = () => filled('y'.repeat(1_000_000), ['name', 'quote', 'conceptId', 'settle', 'token', 'email', 'password', 'why']);
		const found = await all(theirs, async ({ path }) => (await post(path, body(), { signedIn: true })).problems);
		expect(found.join('\n')).toBe('');
	});

	test.each([
		'../../../../tmp/abuse.txt',
		'a\\..\\..\\abuse.txt',
		'abuse\0.txt',
		'<script>alert(1)</script>.txt',
		'a"; x-abuse="1.txt',
		`${'n'.repeat(2000)}.txt`,
		'CON.docx',
		'.htaccess',
		'bomb.docx'
	])('a file that is named %j is nowhere but in its place', async (name) => {
		const body = new FormData();
		body.set('files', new File([`Mercury is used in ${name}.`], name));
		const { problems, headers } = await post('/en/documents/upload', body, { signedIn: true });
		const next = headers.get('location');
		if (next !== null) problems.push(...(await ask(next, { signedIn: true })).problems);
		problems.push(...(await ask('/en/documents', { signedIn: true })).problems);
		expect(problems.join('\n')).toBe('');
	});

	test.each([
		['application/json', '{"__proto__":{"isAdmin":true}}'],
		['text/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
		['application/x-www-form-urlencoded', '%E0%A4%A&%%%=%&__proto__[isAdmin]=1&constructor.prototype.isAdmin=1'],
		['multipart/form-data', 'no boundary'],
		['multipart/form-data; boundary=abuse', '--other\r\nnothing'],
		['multipart/form-data; boundary=abuse', '--abuse\r\ncontent-disposition: form-data; name="settle"\r\n\r\nhalf'],
		['text/plain', 'settle=accepted 1'],
		['', 'settle']
	])('a form sent as %j, %j is refused', async (type, body) => {
		const found = await all(theirs, async ({ path, name }) => {
			const { status, told, problems } = await post(path, body, { signedIn: true, headers: { 'content-type': type } });
			return [...problems, ...(status < 400 && !takesText.includes(name) ? [`${told}: not refused`] : [])];
		});
		expect(found.join('\n')).toBe('');
	});
}
