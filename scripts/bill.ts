import { createHash } from 'node:crypto';
import { licenceOf, nameAt, readLock } from './locked.ts';
import type { Locked } from './locked.ts';

/** A component as CycloneDX names it. */
type Component = {
	'bom-ref': string;
	type: 'application' | 'library';
	name: string;
	version: string;
	purl: string;
	scope?: 'required' | 'optional';
	licenses?: ({ license: { id: string } } | { expression: string })[];
	hashes?: { alg: string; content: string }[];
};

const purlOf = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * The bill of materials in CycloneDX 1.6 of what runs: every package of the lock file that is not for development only. The same lock
 * file gives the same bill, to the byte. `npm sbom --omit dev` leaves out what is also a peer of another package, so it is not used.
 */
export function billOfMaterials() {
	const lock = new Map([...readLock()].filter(([, { dev = false }]) => !dev));
	const { name, version = '' } = lock.get('') as Locked & { name: string };
	const components = new Map<string, Component>();
	const needs = new Map<string, Set<string>>();
	const refOf = (place: string) => (place === '' ? purlOf(name, version) : purlOf(nameAt(place), lock.get(place)?.version ?? ''));
	for (const [place, locked] of lock) {
		const ref = refOf(place);
		if (place !== '' && !components.has(ref)) components.set(ref, componentAt(place, locked));
		const wanted = { ...locked.dependencies, ...locked.optionalDependencies, ...locked.peerDependencies };
		const found = Object.keys(wanted).flatMap((one) => installedFor(place, one, lock));
		needs.set(ref, new Set([...(needs.get(ref) ?? []), ...found.map(refOf)]));
	}
	const ordered = [...components.values()].toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
	const dependencies = [...needs].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([ref, on]) => ({ ref, dependsOn: [...on].toSorted() }));
	const self: Component = {
		'bom-ref': refOf(''),
		type: 'application',
		name,
		version,
		purl: refOf(''),
		licenses: [{ license: { id: lock.get('')?.license ?? '' } }]
	};
	return {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		serialNumber: `urn:uuid:${uuidOf(JSON.stringify([...lock]))}`,
		version: 1,
		metadata: { lifecycles: [{ phase: 'pre-build' }], component: self },
		components: ordered,
		dependencies
	};
}

function componentAt(place: string, locked: Locked): Component {
	const [name, version] = [nameAt(place), locked.version ?? ''];
	const licence = licenceOf(place, locked);
	return {
		'bom-ref': purlOf(name, version),
		type: 'library',
		name,
		version,
		purl: purlOf(name, version),
		scope: locked.optional === true || locked.devOptional === true ? 'optional' : 'required',
		...(licence !== undefined && {
			licenses: [/ (OR|AND|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }]
		}),
		...(locked.integrity !== undefined && { hashes: hashesOf(locked.integrity) })
	};
}

/** The place in which Node finds a package for another: its own folder first, then those above. None for an optional one that is not there. */
function installedFor(place: string, name: string, lock: ReadonlyMap<string, Locked>): string[] {
	for (let above = place; ; above = above.slice(0, Math.max(0, above.lastIndexOf('/node_modules/')))) {
		const candidate = above === '' ? `node_modules/${name}` : `${above}/node_modules/${name}`;
		if (lock.has(candidate)) return [candidate];
		if (above === '') return [];
	}
}

/** What npm writes as `sha512-…` in base64, in the form of CycloneDX. */
function hashesOf(integrity: string) {
	return integrity.split(' ').map((one) => {
		const [algorithm = '', digest = ''] = one.split(/-(.*)/s);
		return { alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') };
	});
}

/** A number made from the text, in the form of a UUID of version 8. */
function uuidOf(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
