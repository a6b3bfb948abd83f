import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';

/**
 * Writes docs/dependencies.md: every package that the lock file names, with its version and licence. What only development needs
 * stands apart. With --verify, writes nothing and fails where the file is not as it would be written.
 */

type Locked = { version?: string; license?: string; dev?: boolean; link?: boolean; optional?: boolean };
type Manifest = { license?: string | { type?: string }; licenses?: { type?: string }[] };
type Package = { name: string; version: string; licence: string; isForDevelopment: boolean };

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs', 'dependencies.md');
const { values } = parseArgs({ options: { verify: { type: 'boolean', default: false } } });

/** The licence that an installed package states itself; the lock file leaves it out for a few. */
function statedLicence(path: string): string | undefined {
	let manifest: Manifest;
	try {
		manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Manifest;
	} catch (problem) {
		// A package for another kind of machine is in the lock file and not installed.
		if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw problem;
	}
	if (typeof manifest.license === 'string') return manifest.license;
	return manifest.license?.type ?? manifest.licenses?.map(({ type }) => type).join(' OR ');
}

function readPackages(): Package[] {
	const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
	const found = new Map<string, Package>();
	for (const [path, { version, license, dev = false, link = false }] of Object.entries(lock.packages)) {
		if (path === '' || link || version === undefined) continue;
		const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
		const key = `${name}@${version}`;
		const isForDevelopment = dev && (found.get(key)?.isForDevelopment ?? true);
		found.set(key, { name, version, licence: license ?? statedLicence(path) ?? 'not stated', isForDevelopment });
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

\`npm run licences\` writes this file from package-lock.json and what the packages state. For a bill of materials in CycloneDX: \`npm sbom --package-lock-only --omit dev --sbom-format cyclonedx > sbom.json\`.

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
