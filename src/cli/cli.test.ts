import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

/** Runs the command as a person does. */
async function cinnabar(
	words: string[],
	{ input = '', language = 'en_GB.UTF-8', env = {} }: { input?: string; language?: string; env?: Record<string, string> } = {}
) {
	const command = spawn(process.execPath, ['bin/cinnabar.js', ...words], {
		env: { ...process.env, DATABASE_URL: '', ...env, LC_ALL: language }
	});
	let out = '';
	let talk = '';
	command.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
	command.stderr.on('data', (chunk: Buffer) => (talk += chunk.toString()));
	command.stdin.end(input);
	const status = await new Promise((resolve) => command.once('exit', resolve));
	return { status, out, talk };
}

test('lines are coded with no database, in their order, and a bad one is told and answered', async () => {
	const lines = [
		{ id: 1, language: 'en', text: '😀 We lack trained inspectors.' },
		{ id: 'b', language: 'ar', text: 'نقص في الموارد المالية' },
		{ id: 3, language: 'de', text: 'Es fehlt an Geld.' },
		{ id: 4, text: 'Нехватка подготовленного персонала.' }
	].map((line) => JSON.stringify(line));
	const { status, out, talk } = await cinnabar(['code', '--jsonl'], { input: [...lines, 'not JSON', '{"id":6}'].join('\n') });
	const answers = out
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	expect(answers.map(({ id }) => id)).toEqual([1, 'b', 3, 4, null, null]);
	expect(answers[0].codes.map(({ concept }: { concept: string }) => concept)).toContain('challenge/technical-capacity');
	for (const { start, end, quote } of answers[0].codes) expect('😀 We lack trained inspectors.'.slice(start, end)).toBe(quote);
	expect(Object.keys(answers[0].specificity)).toEqual(['score', 'kind', 'sector', 'item', 'quantity', 'place', 'time']);
	expect(answers[1].codes.map(({ concept }: { concept: string }) => concept)).toContain('challenge/finance');
	expect(answers[2]).toEqual({ id: 3, language: null, codes: [], specificity: null });
	expect(answers[3].codes.map(({ concept }: { concept: string }) => concept)).toContain('challenge/technical-capacity');
	expect(answers.slice(4).every(({ error }) => typeof error === 'string')).toBe(true);
	expect(status).toBe(1);
	expect(talk).toMatch(/^5: /m);
});

test('the codebook comes out as SKOS', async () => {
	const { status, out } = await cinnabar(['codebook', 'turtle']);
	expect(status).toBe(0);
	expect(out).toMatch(/skos:prefLabel/);
	expect(out.length).toBeGreaterThan(500_000);
});

test('an unknown command is told in the language of the terminal, with those that there are', async () => {
	const french = await cinnabar(['fly'], { language: 'fr_FR.UTF-8' });
	expect(french.status).toBe(2);
	expect(french.talk).toContain('fly');
	expect(french.talk).toContain('cinnabar ingest');
	const russian = await cinnabar(['fly'], { language: 'ru_RU.UTF-8' });
	expect(russian.talk).toMatch(/[а-я]{4}/);
});

test('an option that there is not is refused with the usage, not with a stack', async () => {
	const { status, talk } = await cinnabar(['ingest', '--colour', 'red', 'x.txt'], { language: 'es_ES.UTF-8' });
	expect(status).toBe(1);
	expect(talk).toContain('--colour');
	expect(talk).toContain('cinnabar ingest');
	expect(talk).not.toMatch(/ {4}at /);
});
