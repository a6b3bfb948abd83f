import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { billOfMaterials } from '../scripts/bill.ts';
import { readLock } from '../scripts/locked.ts';

const bill = billOfMaterials();
const { dependencies: wanted } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };

test('the bill of materials names every runtime dependency in the version that is installed', () => {
	const found = Object.keys(wanted).map((name) =>
		bill.components.find((one) => one.purl === `pkg:npm/${name.replace('@', '%40')}@${wanted[name]}`)
	);
	expect(found.map((one) => one?.name)).toEqual(Object.keys(wanted));
});

test('the bill of materials names all that the lock file has and that is not for development only', () => {
	const all = [...readLock()].filter(([place, { dev = false }]) => place !== '' && !dev);
	expect(new Set(bill.components.map(({ name, version }) => `${name}@${version}`))).toEqual(
		new Set(all.map(([place, { version }]) => `${place.slice(place.lastIndexOf('node_modules/') + 13)}@${version}`))
	);
});

test('every component has a purl of its own, a licence and a hash of 512 bits', () => {
	expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
	expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(new Set(bill.components.map((one) => one['bom-ref'])).size).toBe(bill.components.length);
	for (const { purl, version, licenses, hashes } of bill.components) {
		expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d/);
		expect(purl.endsWith(`@${version}`)).toBe(true);
		expect(licenses, purl).toHaveLength(1);
		expect(JSON.stringify(licenses), purl).toMatch(/"(id|expression)":"[\w.() -]+"/);
		expect(hashes?.[0]?.alg, purl).toBe('SHA-512');
		expect(hashes?.[0]?.content, purl).toMatch(/^[0-9a-f]{128}$/);
	}
});

test('what each component needs is in the bill, and from the project everything is reached that is not optional', () => {
	const refs = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((one) => one['bom-ref'])]);
	const needs = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
	expect([...needs.keys(), ...[...needs.values()].flat()].filter((ref) => !refs.has(ref))).toEqual([]);
	const reached = new Set([bill.metadata.component['bom-ref']]);
	for (const ref of reached) for (const next of needs.get(ref) ?? []) reached.add(next);
	expect(bill.components.filter((one) => one.scope === 'required' && !reached.has(one['bom-ref'])).map(({ purl }) => purl)).toEqual([]);
});

test('the same lock file gives the same bill', () => {
	expect(JSON.stringify(billOfMaterials())).toBe(JSON.stringify(bill));
});
