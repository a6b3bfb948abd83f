import type { Db } from '#db/connect.server.ts';
import { secretariatOffices } from '#domain/actor.ts';
import { actorOf } from '#domain/people/actor.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mayCode } from '#domain/rights.ts';
import { drawSample } from './draw.ts';
import type { Drawn } from './draw.ts';
import type { Draw } from './input.ts';
import { listPool } from './pool.server.ts';
import type { ReadBy } from './pool.server.ts';

/** What all coders may read: what is open to the secretariat where all hold an office there, else what is public. Each must hold an office that codes. */
export async function levelsOf(db: Db, people: readonly number[]): Promise<ReadBy> {
	let isSecretariat = true;
	for (const person of people) {
		const coder = await actorOf(db, person);
		if (!mayCode(coder)) throw new Refusal('coding.may-not-code');
		if (!coder.offices.some(({ kind }) => secretariatOffices.some((one) => one === kind))) isSecretariat = false;
	}
	return isSecretariat ? ['public', 'parties', 'secretariat'] : ['public'];
}

/** Draws a sample from a pool by seed, and an audit from the passages left in it that the machine left empty. Refuses a pool without passages. */
export async function drawPassages(db: Db, draw: Draw, seed: number, levels: ReadBy): Promise<{ sample: Drawn; audit: Drawn }> {
	const pool = await listPool(db, draw, levels);
	if (pool.length === 0) throw new Refusal('coding.empty-pool');
	const sample = drawSample(pool, { size: draw.size, allocation: draw.allocation, seed });
	const taken = new Set(sample.passages.map(({ id }) => id));
	const left = pool.filter(({ id, isEmpty }) => isEmpty && !taken.has(id));
	return { sample, audit: drawSample(left, { size: draw.audit, allocation: draw.allocation, seed: seed + 1 }) };
}
