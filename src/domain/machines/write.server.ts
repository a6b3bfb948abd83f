import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import type { Actor } from '#domain/actor.ts';
import { coderId } from '#domain/evidence/coder.server.ts';
import { startRecoding } from '#domain/evidence/recode.server.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { learningVersion } from '#text/learn/model.ts';
import type { LearntWords, MachineOrigin, MachineState, Measures, TrainedOn } from './model.ts';
import type { Packed } from './pack.server.ts';

export type Trained = Packed & {
	name: string;
	madeOn: string;
	seed: number;
	trainingDigest: string;
	codebookVersion: string;
	learningVersion: number;
	trainedOn: TrainedOn;
	measures: Measures;
	words: LearntWords;
	/** The passages of this site that it has learnt from. */ passages?: readonly number[];
};

/** The version of a classifier's coder: what it is, by digest. */
const versionOf = ({ digest }: Packed) => digest.slice(0, 12);

/** Keeps a trained machine, by whatever way it came. One that is here already stays as it is. Returns the number of its coder. */
export async function keepMachine(db: Db, actor: Actor, origin: MachineOrigin, trained: Trained): Promise<number> {
	return acting(db, actor, 'machine.keep', async (tx) => {
		const id = await coderId(tx, { name: trained.name, version: versionOf(trained), kind: 'machine' });
		await tx
			.insertInto('machine')
			.values({
				...{ coderId: id, kind: 'classifier', origin, madeOn: trained.madeOn, seed: trained.seed, digest: trained.trainingDigest },
				...{ codebookVersion: trained.codebookVersion, learningVersion: trained.learningVersion },
				trainedOn: JSON.stringify(trained.trainedOn),
				measures: JSON.stringify(trained.measures),
				words: JSON.stringify(trained.words),
				passages: [...(trained.passages ?? [])],
				...{ model: Buffer.from(trained.model), modelDigest: trained.digest, addedBy: actor.key }
			})
			.onConflict((clash) => clash.column('coderId').doNothing())
			.execute();
		return id;
	});
}

/** Puts a machine in use: a classifier in the place of the one that was, a language model beside it. Proposals that nobody settled are made anew. */
export async function useMachine(db: Db, actor: Actor, id: number, seen?: MachineState): Promise<void> {
	mustMay(actor, 'manage', { kind: 'machine' });
	await acting(db, actor, 'machine.use', async (tx) => {
		const machine = await lockMachine(tx, id, seen);
		if (machine.kind === 'rules') throw new Refusal('machines.rules-always');
		if (machine.state === 'in-use') return;
		if (machine.kind === 'classifier' && machine.learningVersion !== learningVersion) throw new Refusal('machines.older');
		if (machine.kind === 'classifier')
			await tx.updateTable('machine').set({ state: 'trained' }).where('kind', '=', 'classifier').where('state', '=', 'in-use').execute();
		await tx
			.updateTable('machine')
			.set({ state: 'in-use', usedBy: actor.key, usedAt: sql<Date>`now()` })
			.where('coderId', '=', id)
			.execute();
		await startRecoding(tx, actor);
	});
	callWorker();
}

/** Retires a machine: it proposes no more, and what it said is kept. Where it was in use, the rules propose in its place. */
export async function retireMachine(db: Db, actor: Actor, id: number, seen?: MachineState): Promise<void> {
	mustMay(actor, 'manage', { kind: 'machine' });
	await acting(db, actor, 'machine.retire', async (tx) => {
		const machine = await lockMachine(tx, id, seen);
		if (machine.kind === 'rules') throw new Refusal('machines.rules-always');
		if (machine.state === 'retired') return;
		await tx
			.updateTable('machine')
			.set({ state: 'retired', retiredBy: actor.key, retiredAt: sql<Date>`now()` })
			.where('coderId', '=', id)
			.execute();
		if (machine.state === 'in-use') await startRecoding(tx, actor);
	});
	callWorker();
}

async function lockMachine(tx: Db, id: number, seen?: MachineState) {
	const machine = await tx
		.selectFrom('machine')
		.select(['kind', 'state', 'learningVersion'])
		.where('coderId', '=', id)
		.forUpdate()
		.executeTakeFirst();
	if (machine === undefined) throw new Refusal('refused.not-found');
	if (seen !== undefined && machine.state !== seen) throw new Refusal('machines.changed-meanwhile');
	return machine;
}
