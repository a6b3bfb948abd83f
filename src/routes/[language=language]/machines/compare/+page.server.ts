import { conceptLabels } from '#domain/concepts/read.server.ts';
import { compareMachines } from '#domain/machines/compare.server.ts';
import { comparing } from '#domain/machines/input.ts';
import { listMachines } from '#domain/machines/read.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { db, store, actor }, params: { language }, url }) => {
	const [machines, labels] = await Promise.all([listMachines(db), conceptLabels(db, language)]);
	const asked = comparing.safeParse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
	const known = (id: number) => machines.find((machine) => machine.id === id);
	const [one, other] = asked.success ? [known(asked.data.one), known(asked.data.other)] : [];
	const comparison = asked.success && one && other && one.id !== other.id ? await compareMachines(db, asked.data) : undefined;
	if (comparison !== undefined)
		await discloses(store, actor, 'list', { passages: comparison.disagreements.map(({ passageId }) => passageId) });
	return {
		machines: machines.map(({ id, name, kind }) => ({ id, name, kind })),
		...{ labels, comparison, asked: asked.success ? asked.data : undefined },
		one: one && { id: one.id, name: one.name, kind: one.kind },
		other: other && { id: other.id, name: other.name, kind: other.kind }
	};
};
