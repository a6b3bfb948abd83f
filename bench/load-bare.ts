import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const files: Record<string, string> = {
	'package.json': '{ "name": "bare", "private": true, "type": "module" }',
	'vite.config.js': `import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
export default { plugins: [sveltekit({ adapter: adapter(), paths: { relative: false } })] };`,
	'src/app.html': '<!doctype html><html lang="en"><head><meta charset="utf-8">%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
	'src/routes/+page.js': 'export const csr = false;',
	'src/routes/+page.server.js': `export const load = () => ({ rows: Array.from({ length: 20 }, (_, at) => ({ id: at, title: 'Report ' + at })) });`,
	'src/routes/+page.svelte': `<script>let { data } = $props();</script>
<h1>Reports</h1><ul>{#each data.rows as row (row.id)}<li><a href="/reports/{row.id}">{row.title}</a></li>{/each}</ul>`
};

/** Builds an application of SvelteKit that has one page with a short list and nothing else, from what is installed. Returns its folder. */
export function buildBare(): { folder: string; remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'cinnabar-bare-'));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'), 'junction');
	const vite = join('node_modules', 'vite', 'bin', 'vite.js');
	const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: folder, encoding: 'utf8' });
	if (built.status !== 0) throw new Error(`the bare application could not be built: ${built.stderr}`);
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
