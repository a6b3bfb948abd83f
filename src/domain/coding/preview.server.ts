import { z } from 'zod';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { parsed } from '#domain/parsed.ts';
import { mustMay } from '#domain/rights.ts';
import { doubled } from './deal.ts';
import { drawPassages, levelsOf } from './drawing.server.ts';
import { newProject } from './input.ts';
import { besideOne } from './strata.ts';
import type { StratumRow } from './strata.ts';

const asked = newProject.omit({ title: true, language: true, purpose: true, schemes: true, coders: true }).extend({
	coders: z.array(z.coerce.number().int().positive().max(2_147_483_647)).max(50).default([])
});

/** What a coding project would be: its strata, and how much there would be to code. */
export type Preview = {
	strata: StratumRow[];
	passages: number;
	doubles: number;
	tasks: number;
	/** The most that one coder would have to do; null as long as nobody is named. */
	each: number | null;
};

/** Draws as making the project would, and keeps nothing. Without coders, as if all were of the secretariat. */
export async function previewProject(db: Db, actor: Actor, sent: unknown): Promise<Preview> {
	mustMay(actor, 'manage', { kind: 'coding-project', party: null, organisationId: null });
	const { coders, rule, doubleShare, seed, ...draw } = parsed(asked, sent);
	const people = [...new Set(coders)];
	const { sample, audit } = await drawPassages(db, draw, seed, await levelsOf(db, people));
	const passages = [...sample.passages, ...audit.passages].map(({ id }) => id);
	const doubles = doubled(passages, rule, doubleShare).size;
	const tasks = passages.length + doubles;
	const strata = besideOne([
		...sample.strata.map((one) => ({ ...one, part: 'sample' as const })),
		...audit.strata.map((one) => ({ ...one, part: 'audit' as const }))
	]);
	return { strata, passages: passages.length, doubles, tasks, each: people.length === 0 ? null : Math.ceil(tasks / people.length) };
}
