import { expect, test } from 'vitest';
import { addresses, addressesWith, fields, filled, forms } from './found.ts';
import { values } from './hostile.ts';
import { all, ask, post, raw, tellsOfInside } from './target.ts';

/** What is written into addresses. */
export function attackAddresses(): void {
	test('the routes and their forms are found', () => {
		expect(addresses.length).toBeGreaterThan(25);
		expect(forms.length).toBeGreaterThan(15);
		expect(fields.length).toBeGreaterThan(20);
	});

	test.each(values)('$what in every query does no harm', async ({ value }) => {
		const turn = values.findIndex((one) => one.value === value);
		// Each address meets a third of them, and each of them a third of the addresses: pages of figures take their time.
		const some = addresses.filter((_, index) => (index + turn) % 3 === 0);
		const found = await all(some, async (path) => (await ask(`${path}?${filled(value).toString()}`)).problems);
		expect(found.join('\n')).toBe('');
	});

	test.each(values.filter(({ what }) => what !== 'below nothing'))('$what in every part of an address finds nothing', async ({ value }) => {
		const found = await all(addressesWith(encodeURIComponent(value.toWellFormed())), async (path) => {
			const { status, told, problems } = await ask(path);
			return [...problems, ...(status < 400 ? [`${told}: not refused`] : [])];
		});
		expect(found.join('\n')).toBe('');
	});

	test.each(['2147483648', '999999999999999', '-5', '1e9', 'a\0b'])(
		'a list that is asked to go on from %j goes on from nowhere',
		async (place) => {
			const names = ['before', 'after', 'from', 'keep', 'merge'];
			const query = filled(place, names).toString();
			// Figures and files are not lists.
			const lists = addresses.filter((path) => !/\/findings\/|\.|\/word$/.test(path));
			const found = await all(lists, async (path) => (await ask(`${path}?${query}`, { signedIn: true })).problems);
			expect(found.join('\n')).toBe('');
		}
	);

	test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'ABUSE', 'POST'])('no address answers to %s', async (method) => {
		const found = await all(addresses, async (path) => {
			const { status } = await raw(path, { method });
			if (status >= 500) return [`${method} ${path} → ${status}`];
			return status < 300 && method !== 'OPTIONS' ? [`${method} ${path} → ${status}: not refused`] : [];
		});
		expect(found.join('\n')).toBe('');
	});

	test.each([
		'/../../../../etc/passwd',
		'/_app/../../../package.json',
		'/%2e%2e/%2e%2e/package.json',
		'/_app/..%2f..%2f..%2fpackage.json',
		'/_app/%5c..%5c..%5c..%5cpackage.json',
		'/..%252f..%252fpackage.json',
		'/icon.svg/../../package.json',
		'/review.js%00.json',
		'/var/secret',
		'/.env',
		'/en/documents/1/original/../../../../../package.json'
	])('%s gives no file from outside', async (path) => {
		const { status, body } = await raw(path);
		expect([status < 500, status >= 300, tellsOfInside(body)], `${status}`).toEqual([true, true, false]);
	});

	test('names of every object reach no object', async () => {
		const keys = ['__proto__', '__proto__[a]', '__proto__.a', 'constructor[prototype][a]', 'constructor', 'toString', 'hasOwnProperty'];
		const found = await all(addresses, async (path) => (await ask(`${path}?${filled('1', keys).toString()}`)).problems);
		found.push(...(await all(forms, async ({ path }) => (await post(path, filled('1', keys))).problems)));
		expect(found.join('\n')).toBe('');
	});
}
