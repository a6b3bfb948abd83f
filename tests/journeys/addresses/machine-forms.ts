import { readFileSync } from 'node:fs';
import type { Db } from '#db/connect.server.ts';
import { asking } from '#domain/machines/asking.server.ts';
import { training } from '#domain/machines/train.server.ts';
import type { Form } from './form.ts';
import { nobody } from './roles.ts';
import type { Role } from './roles.ts';

const machines = '/[language=language]/machines';
const managers = ['analyst', 'secretariat-administrator'] as const;
export const managesMachines = ({ offices }: Role): boolean => offices.some((kind) => managers.some((one) => one === kind));
const starter = new Uint8Array(readFileSync('data/machines/starter.json.gz'));

async function jobOf(db: Db, kind: string, state: 'waiting' | 'stopped'): Promise<Record<string, string>> {
	const came = { asked: 0, codes: 0, invented: 0, unanswered: 0, withheld: 0, tokensIn: 0, tokensOut: 0 };
	const input = JSON.stringify({ name: 'a trial', seed: 1, starter: false, samples: false, documents: [], after: 0, ...came });
	const job = await db
		.insertInto('job')
		.values({ kind, state, input, total: 1, askedBy: 'operator' })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { job: String(job.id) };
}

let made = 0;
async function machineOf(db: Db, state: 'trained' | 'in-use'): Promise<Record<string, string>> {
	const name = { name: 'a model', version: `trial ${++made}`, kind: 'machine' as const };
	const coder = await db.insertInto('coder').values(name).returning('id').executeTakeFirstOrThrow();
	await db
		.insertInto('machine')
		.values({
			...{
				coderId: coder.id,
				kind: 'language-model',
				origin: 'asked',
				state,
				madeOn: '2026-11-24',
				codebookVersion: '1',
				addedBy: 'operator'
			},
			...(state === 'in-use' && { usedBy: 'operator', usedAt: new Date() })
		})
		.execute();
	return { id: String(coder.id) };
}

async function rulesOf(db: Db): Promise<Record<string, string>> {
	const coder = await db
		.insertInto('coder')
		.values({ name: 'rules', version: '0-trial', kind: 'machine' })
		.onConflict((clash) => clash.columns(['name', 'version']).doUpdateSet({ name: 'rules' }))
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('machine')
		.values({ coderId: coder.id, kind: 'rules', origin: 'shipped', madeOn: '2026-11-24', codebookVersion: 'trial', addedBy: 'operator' })
		.onConflict((clash) => clash.doNothing())
		.execute();
	return { id: String(coder.id) };
}

const managing = { of: nobody, may: managers };

/** What is sent about machines. */
export const machineForms: Record<string, Form[]> = {
	[`POST ${machines}?/upload`]: [
		{
			...{ what: 'takes in a machine', ...managing },
			make: () => ({ fields: { file: new File([starter], 'starter.json.gz', { type: 'application/gzip' }) } })
		}
	],
	[`POST ${machines}?/ask`]: [
		// No language model is set up where this is tried.
		{ what: 'has a language model asked', ...managing, done: 400, changes: false, make: () => ({ fields: { documents: '1' } }) }
	],
	[`POST ${machines}?/stop-asking`]: [
		{ what: 'stops asking a language model', ...managing, make: async (db) => ({ fields: await jobOf(db, asking, 'stopped') }) }
	],
	[`POST ${machines}?/stop`]: [
		{ what: 'stops a training', ...managing, make: async (db) => ({ fields: await jobOf(db, training, 'stopped') }) }
	],
	[`POST ${machines}?/resume`]: [
		{ what: 'goes on with a training', ...managing, make: async (db) => ({ fields: await jobOf(db, training, 'stopped') }) }
	],
	[`POST ${machines}/train`]: [
		// Without the starter set there is too little to learn from.
		{ what: 'trains a machine', ...managing, done: 400, changes: false, make: () => ({ fields: { name: 'a trial', seed: '1' } }) }
	],
	[`POST ${machines}/[id=id]?/use`]: [
		{
			what: 'puts a machine in use',
			...managing,
			isLast: true,
			make: async (db) => ({ values: await machineOf(db, 'trained'), fields: { seen: 'trained' } })
		}
	],
	[`POST ${machines}/[id=id]?/retire`]: [
		{
			what: 'retires a machine',
			...managing,
			isLast: true,
			make: async (db) => ({ values: await machineOf(db, 'in-use'), fields: { seen: 'in-use' } })
		}
	],
	[`POST ${machines}/[id=id]?/run`]: [
		{
			what: 'has a machine read what people have read',
			...managing,
			make: async (db) => ({ values: await rulesOf(db), fields: { seen: 'in-use' } })
		}
	]
};
