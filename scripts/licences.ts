import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { licenceOf, nameAt, readLock, root } from './locked.ts';

/**
 * Writes docs/dependencies.md: every package that the lock file names, with its version and licence. What only development needs
 * stands apart. With --verify, writes nothing and fails where the file is not as it would be written.
 */

type Package = { name: string; version: string; licence: string; isForDevelopment: boolean };

const target = join(root, 'docs', 'dependencies.md');
const { values } = parseArgs({ options: { verify: { type: 'boolean', default: false } } });

function readPackages(): Package[] {
	const found = new Map<string, Package>();
	for (const [place, locked] of readLock()) {
		const { version, dev = false } = locked;
		if (place === '' || version === undefined) continue;
		const name = nameAt(place);
		const key = `${name}@${version}`;
		const isForDevelopment = dev && (found.get(key)?.isForDevelopment ?? true);
		found.set(key, { name, version, licence: licenceOf(place, locked) ?? 'not stated', isForDevelopment });
	}
	return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

function table(packages: Package[]): string {
	const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
	return ['| Package | Version | Licence |', '| --- | --- | --- |', ...rows].join('\n');
}

function summary(packages: Package[]): string {
	const counts = Map.groupBy(packages, ({ licence }) => licence);
	return [...counts]
		.toSorted(([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1))
		.map(([licence, all]) => `${licence} ${all.length}`)
		.join(', ');
}

const packages = readPackages();
const [forDevelopment = [], forUse = []] = [true, false].map((kind) => packages.filter((one) => one.isForDevelopment === kind));
const text = await format(
	`# Dependencies

\`npm run licences\` writes this file from package-lock.json and what the packages state. \`npm run sbom\` writes a bill of materials in CycloneDX 1.6, \`sbom.json\`, of what runs: each package with its purl, licence, hash and what it needs. It asks nothing but the lock file, and the same lock file gives the same bill. (\`npm sbom --omit dev\` is not used: it leaves out packages that are also a peer of another, such as svelte and pg.)

Packages for other kinds of machine are listed too; npm installs only those of the machine it runs on.

## In use when Cinnabar runs

${forUse.length} packages: ${summary(forUse)}.

${table(forUse)}

## For development only

${forDevelopment.length} packages: ${summary(forDevelopment)}.

${table(forDevelopment)}
`,
	{ parser: 'markdown', useTabs: true, printWidth: 140 }
);
if (!values.verify) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
	console.error('docs/dependencies.md is out of date: npm run licences');
	process.exitCode = 1;
}
