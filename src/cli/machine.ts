import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { config, root } from '#config';
import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import { readCodebook } from '#domain/concepts/codebook.server.ts';
import { wordingsByLanguage } from '#domain/concepts/model.ts';
import { isOver } from '#domain/jobs/model.ts';
import { findJob } from '#domain/jobs/read.server.ts';
import { finishJob, keepJob, leaseSeconds, releaseJobs, takeJob } from '#domain/jobs/write.server.ts';
import { askModel, asking, startAsking } from '#domain/machines/asking.server.ts';
import { compareMachines } from '#domain/machines/compare.server.ts';
import { machineFile, receiveMachine, writeMachine } from '#domain/machines/file.server.ts';
import { countOf } from '#domain/machines/model.ts';
import { findMachine, listMachines } from '#domain/machines/read.server.ts';
import { rerun, runMachine, running, startRunning } from '#domain/machines/run.server.ts';
import { probesOf } from '#domain/machines/probes.ts';
import { makeStarter, probesPath, shippedPath } from '#domain/machines/shipped.server.ts';
import { startTraining, train, training } from '#domain/machines/train.server.ts';
import { retireMachine, useMachine } from '#domain/machines/write.server.ts';
import { unpackModel } from '#domain/evidence/unpack.server.ts';
import { recode, recoding } from '#domain/evidence/recode.server.ts';
import type { Work } from '#domain/jobs/work.server.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Call, Command } from './command.ts';

const written = (answer: unknown) => JSON.stringify(answer, null, '\t');

function numberOf(word: string | undefined): number {
	const id = Number(word);
	if (!Number.isInteger(id) || id < 1) throw new Refusal('refused.incomplete');
	return id;
}

type Verb = (call: Call, words: string[]) => Promise<string | undefined>;

/** Machines that code: trains them, lists them, puts them in use, retires, compares, sends and takes in, and asks a language model. */
const verbs: Record<string, Verb> = {
	list: async ({ database }) =>
		written(
			(await listMachines(await database())).map(({ measures: _measures, trainedOn, ...machine }) => ({
				...machine,
				passages: trainedOn && countOf(trainedOn.passages.reviewed) + countOf(trainedOn.passages.starter)
			}))
		),
	train: async (call, words) => {
		const options = {
			name: { type: 'string' },
			seed: { type: 'string' },
			bare: { type: 'boolean' },
			samples: { type: 'boolean' },
			resume: { type: 'boolean' }
		} as const;
		const { values } = parseArgs({ args: words, options });
		const db = await call.database();
		const today = new Date().toISOString().slice(0, 10);
		const asked = {
			name: values.name ?? `machine ${today}`,
			seed: Number(values.seed ?? 1),
			starter: values.bare !== true,
			samples: values.samples === true
		};
		const id = values.resume === true ? await lastOf(db, training) : await startTraining(db, operator, config.facts, asked);
		await work(call, db, id, training, (...job) => train(...job, { root, facts: config.facts }));
		const { state, input } = await findJob(db, id);
		const made = typeof input['made'] === 'number' ? await findMachine(db, input['made']) : undefined;
		return written({ state, ...(made && { id: made.id, name: made.name, version: made.version, trainedOn: made.trainedOn }) });
	},
	use: async (call, [id]) => {
		const db = await call.database();
		await useMachine(db, operator, numberOf(id));
		return recoded(call, db);
	},
	retire: async (call, [id]) => {
		const db = await call.database();
		await retireMachine(db, operator, numberOf(id));
		return recoded(call, db);
	},
	run: async (call, [id]) => {
		const db = await call.database();
		const job = await startRunning(db, operator, numberOf(id));
		await work(call, db, job, running, runMachine);
		return written({ passages: (await findJob(db, job)).done });
	},
	rerun: async ({ database }, [id]) => written(await rerun(await database(), numberOf(id))),
	compare: async ({ database }, [one, other]) =>
		written(await compareMachines(await database(), { one: numberOf(one), other: numberOf(other), unseen: false })),
	export: async ({ database }, [id, path]) => {
		const { name, bytes } = await machineFile(await database(), numberOf(id));
		await writeFile(path ?? name, bytes);
		return written({ file: path ?? name, bytes: bytes.byteLength });
	},
	import: async ({ database }, [path = '']) => {
		const bytes = await readFile(path).catch(() => {
			throw new Refusal('cli.no-such-file', { file: path });
		});
		return written({ id: await receiveMachine(await database(), operator, bytes) });
	},
	ask: async (call, words) => {
		const db = await call.database();
		const id = words[0] === '--resume' ? await lastOf(db, asking) : await startAsking(db, operator, config.model, words.map(numberOf));
		await work(call, db, id, asking, (...job) => askModel(...job, config.model));
		const { state, outcome, input } = await findJob(db, id);
		const { documents: _documents, at: _at, after: _after, ...came } = input;
		return written({ state, ...came, outcome });
	},
	starter: async ({ progress, talk }, [path = shippedPath(config.facts)]) => {
		const { version, concepts } = readCodebook(join(config.facts, 'concepts'));
		const inUse = concepts.filter(({ retired }) => retired === undefined);
		const codebook = { version, concepts: inUse, wordings: wordingsByLanguage(inUse) };
		const made = makeStarter(config.facts, codebook, new Date().toISOString().slice(0, 10), progress);
		talk('');
		const bytes = writeMachine(made);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
		if (path === shippedPath(config.facts))
			await writeFile(probesPath(config.facts), `${written({ digest: made.digest, probes: probesOf(unpackModel(made.model)) })}\n`);
		return written({ file: path, bytes: bytes.byteLength, digest: made.digest, trainedOn: made.trainedOn.passages });
	}
};

export const machine: Command = {
	usage:
		'machine list | train [--name NAME] [--seed N] [--bare] [--samples] [--resume] | use ID | retire ID | run ID | rerun ID | compare ID ID | export ID [FILE] | import FILE | ask [DOCUMENT…] | starter [FILE]',
	run: async (call) => {
		const [verb = 'list', ...words] = call.words;
		const found = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
		if (found === undefined) throw new Refusal('cli.wrong-option', { option: verb });
		return found(call, words);
	}
};

async function recoded(call: Call, db: Db): Promise<string> {
	const id = await lastOf(db, recoding).catch(() => undefined);
	if (id !== undefined) await work(call, db, id, recoding, recode);
	return written({ machines: (await listMachines(db)).map(({ id: own, name, state }) => ({ id: own, name, state })) });
}

async function lastOf(db: Db, kind: string): Promise<number> {
	const job = await db
		.selectFrom('job')
		.select('id')
		.where('kind', '=', kind)
		.where('state', 'in', ['waiting', 'running', 'stopped'])
		.orderBy('id', 'desc')
		.executeTakeFirst();
	if (job === undefined) throw new Refusal('refused.not-found');
	return job.id;
}

/** Does a job here, or watches whichever process has taken it. Told to stop, it leaves the job for whoever goes on with it. */
async function work({ progress }: Call, db: Db, id: number, kind: string, does: Work): Promise<void> {
	const stop = new AbortController();
	const asked = () => stop.abort();
	process.once('SIGINT', asked);
	const watch = setInterval(() => void findJob(db, id).then(({ done, total }) => progress(`${done} / ${total}`)), 2000);
	const beat = setInterval(() => void keepJob(db, id).catch(() => undefined), (leaseSeconds * 1000) / 4);
	try {
		if (config.databaseUrl === undefined) await releaseJobs(db, [kind]);
		await db.updateTable('job').set({ state: 'waiting' }).where('id', '=', id).where('state', '=', 'stopped').execute();
		for (let job = await findJob(db, id); !isOver(job) && !stop.signal.aborted; job = await findJob(db, id)) {
			const taken = await takeJob(db, [kind]);
			if (taken === undefined) await new Promise((resolve) => setTimeout(resolve, 1000));
			else {
				await does(db, taken, stop.signal);
				if (!stop.signal.aborted) await finishJob(db, taken.id, 'done');
			}
		}
	} finally {
		clearInterval(watch);
		clearInterval(beat);
		process.off('SIGINT', asked);
	}
}
