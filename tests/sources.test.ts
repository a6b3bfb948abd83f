import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = globSync('{src,static}/**/*.{ts,js,svelte,html}', { exclude: ['**/*.test.ts'] }).map((path) => ({
	path,
	text: readFileSync(path, 'utf8')
}));
const using = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test('there are sources to look at', () => {
	expect(sources.length).toBeGreaterThan(300);
});

test('the sources use nothing that runs text, writes markup by itself or keeps things in the browser', () => {
	expect(using(/\beval\(|new Function\(|node:vm|setTimeout\(['"`]/)).toEqual([]);
	expect(using(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|javascript:/)).toEqual([]);
	// The bench keeps what it has not sent yet, so that a broken line loses nothing, and how the reviewer likes it set.
	const bench = ['keys', 'main', 'outbox', 'sitting'].map((name) => `static/bench/${name}.js`);
	expect(using(/localStorage|sessionStorage/).filter((path) => !bench.includes(path))).toEqual([]);
	expect(using(/indexedDB|document\.cookie|serviceWorker/)).toEqual([]);
	// Between the server and its own worker.
	expect(using(/postMessage|onmessage|addEventListener\('message'/)).toEqual(['src/domain/machines/train-worker.ts']);
	expect(using(/node:child_process/)).toEqual(['src/cli/serve.ts']);
	// Of constants: signs and words of questions in our languages.
	expect(using(/new RegExp\(/)).toEqual(['src/domain/documents/extract/question-signs.ts']);
});

test('nothing is compared loosely, but for what may be null or undefined', () => {
	const loose = /[^=!<>]==(?!=| null)|[^=!]!=(?!=| null)/;
	const code = sources
		.filter(({ path }) => /\.(ts|js)$/.test(path))
		.map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|(['`/])(?:(?!\1)[^\\\n]|\\.)*\1/g, '') }));
	expect(code.filter(({ text }) => loose.test(text)).map(({ path }) => path)).toEqual([]);
});

test('text becomes SQL only where no one outside can put it', () => {
	const inside = /^src\/(db\/|domain\/history\/(at|corrections)\.server\.ts$)/;
	expect(using(/sql\.(raw|lit)\b/).filter((path) => !inside.test(path))).toEqual([]);
});

test('fields for passwords hide what is typed and let password managers fill them', () => {
	const fields = sources.flatMap(({ path, text }) =>
		[...text.matchAll(/<input\b[^>]*>/g)]
			.map(([tag]) => ({ path, tag }))
			.filter(({ tag }) => /password|name="current"/.test(tag.replace(/id="password-email"/, '')))
	);
	expect(fields.length).toBeGreaterThanOrEqual(3);
	for (const { path, tag } of fields) {
		expect(tag, path).toContain('type="password"');
		expect(tag, path).toMatch(/autocomplete="(current|new)-password"/);
	}
	expect(using(/onpaste|'paste'|oncopy/)).toEqual([]);
});

test('no digest is weak and nothing secret comes from a weak generator', () => {
	// A name-based UUID is made by SHA-1 (RFC 9562, version 5): it names, and protects nothing.
	const naming = ['src/domain/exchange/refi/guid.ts'];
	expect(using(/createHash\((?!'sha256'\))|createHmac\((?!'sha256')|createCipher|md5/i)).toEqual(naming);
	expect(using(/Math\.random/)).toEqual([]);
	// A UUID tells one line of the log or one process from another, and opens nothing.
	expect(using(/randomUUID/).toSorted()).toEqual(['src/domain/documents/uploads.server.ts', 'src/log.server.ts']);
});

test('nothing turns off the verification of certificates', () => {
	expect(using(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|ignoreTLS/)).toEqual([]);
});

test('who is spoken to is named by the settings', () => {
	const speaking = using(
		/\bfetch\(['"`]?(?!\/|`\/)|fetchSafely\(|createTransport\(|new (pg\.)?(Pool|Client)\(|discoveryUrl|from 'node:(http|https|net|tls|dgram)'/
	);
	expect(speaking.filter((path) => path.startsWith('src'))).toEqual(
		expect.arrayContaining(['src/domain/mail/post.server.ts', 'src/domain/people/auth.server.ts', 'src/domain/limits/fetch.server.ts'])
	);
	const known = [
		/^src\/cli\//,
		/^src\/db\//,
		/^src\/domain\/(mail\/post|people\/auth|limits\/fetch|machines\/call)\.server\.ts$/,
		/^src\/domain\/limits\/address\.ts$/,
		/^src\/too-often\.server\.ts$/
	];
	expect(speaking.filter((path) => path.startsWith('src') && !known.some((one) => one.test(path)))).toEqual([]);
});

test('no secret stands in the sources', () => {
	expect(
		using(/(secret|password|token|key)\s*[:=]\s*['"][A-Za-z0-9+/_-]{16,}['"]|-----BEGIN|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30}/i)
	).toEqual([]);
	// Settings come from the environment in one place, and a few that are asked for where they are used.
	const asking = ['src/cli/main.ts', 'src/cli/serve.ts', 'src/config.server.ts', 'src/log.server.ts', 'src/metrics.server.ts'];
	expect(using(/process\.env/).filter((path) => !asking.includes(path))).toEqual([]);
});
