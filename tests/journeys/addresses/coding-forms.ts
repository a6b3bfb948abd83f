import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import type { NewProject } from '#domain/coding/input.ts';
import { writeMemo } from '#domain/coding/memo.server.ts';
import { makeProject } from '#domain/coding/project.server.ts';
import { nextTasks } from '#domain/coding/queue.server.ts';
import { addCode, finishTask } from '#domain/coding/task.server.ts';
import { actorOf } from '#domain/people/actor.server.ts';
import { firstOf, makeDocument } from './documents.ts';
import type { Fields, Form, Sent } from './form.ts';
import { isSecretariat, nobody } from './roles.ts';
import type { Role } from './roles.ts';
import { plant } from './words.ts';

const project = '/[language=language]/coding/[project=id]';
const passage = `${project}/adjudicate/[passage=id]`;
const memos = '/[language=language]/memos';
const why = 'the rule says so';

export type MadeCoding = { project: number; passage: number; sees: (role: Role) => boolean };

/** Who leads coding projects. */
export const leads = ({ offices }: Role): boolean => offices.some((kind) => kind === 'analyst' || kind === 'secretariat-administrator');

async function holderOf(db: Db, kind: 'editor' | 'translator' | 'partner'): Promise<number> {
	const { personId } = await db
		.selectFrom('holding')
		.innerJoin('office', 'office.id', 'holding.officeId')
		.select('personId')
		.where('kind', '=', kind)
		.orderBy('personId')
		.executeTakeFirstOrThrow();
	return personId;
}

/** A coding project on one public document, coded blind by an editor of the secretariat and by someone else, who differ. */
export async function makeCoding(
	db: Db,
	{ title = 'A trial', second = 'translator' }: { title?: string; second?: 'translator' | 'partner' } = {}
): Promise<{ project: number; passage: number; coders: number[] }> {
	const document = await makeDocument(db, { owner: nobody, level: 'public', state: 'published' });
	const coders = [await holderOf(db, 'editor'), await holderOf(db, second)];
	const asked = {
		...{ title, language: 'en', schemes: ['need'], rule: 'double', blind: true, showsProposals: false, seed: 1, coders },
		...{ size: 1, cycle: document.cycle, samples: false }
	};
	const id = await makeProject(db, operator, asked as unknown as NewProject);
	for (const [index, coder] of coders.entries()) {
		const actor = await actorOf(db, coder);
		for (const { taskId } of await nextTasks(db, actor, id, 1)) {
			const code = { conceptId: 'need/finance', stance: 'need' as const, quote: 'needed', near: undefined };
			if (taskId !== null && index === 0) await addCode(db, actor, taskId, code);
			if (taskId !== null) await finishTask(db, actor, taskId, { states: true });
		}
	}
	return { project: id, passage: firstOf(document).id, coders };
}

/** One coding project for those who look, with a memo on it for the secretariat. */
export async function makeWatchedCoding(db: Db): Promise<MadeCoding> {
	let coders: number[] = [];
	const sees = (role: Role) => isSecretariat(role) || (role.personId !== null && coders.includes(role.personId));
	const made = await makeCoding(db, { title: plant('the title of a coding project', sees), second: 'partner' });
	({ coders } = made);
	const about = { documentId: undefined, passageId: undefined, quote: undefined, near: undefined, conceptId: undefined };
	await writeMemo(db, operator, {
		...about,
		projectId: made.project,
		language: 'en',
		body: plant('a memo of the secretariat', isSecretariat)
	});
	return { ...made, sees };
}

/** Where all coders are of the secretariat, nobody else sees a coding project. */
const record = { ...nobody, level: 'secretariat' as const };
const leading = (what: string, fields: Fields): Form => ({
	...{ what, of: nobody, may: leads },
	make: async (db): Promise<Sent> => ({ values: { project: String((await makeCoding(db)).project) }, fields, record })
});
const settling = (form: Pick<Form, 'what' | 'changes' | 'done'>, fields: Fields): Form => ({
	...{ ...form, of: nobody, may: leads },
	make: async (db): Promise<Sent> => {
		const made = await makeCoding(db);
		return { values: { project: String(made.project), passage: String(made.passage) }, fields, record };
	}
});
const code = { quote: 'is lacking', conceptId: 'need/skills', stance: 'need', near: '' };
const rules = { rule: 'single', seed: '1', size: '1', samples: '', schemes: 'need', language: 'en', title: 'A trial' };

/** A memo that the role itself or somebody else has written. */
const written = (db: Db, by: string) =>
	db
		.insertInto('memo')
		.values({ conceptId: 'need/finance', language: 'en', body: 'Sure?', writtenBy: by })
		.returning('id')
		.executeTakeFirstOrThrow();
const onMemo = (what: string, fields: Fields): Form[] => [
	{
		...{ what: `${what} of its own`, of: nobody, may: ({ personId }) => personId !== null, refused: 400 },
		make: async (db, { personId }) => ({ fields: { ...fields, memo: String((await written(db, `person/${personId}`)).id) } })
	},
	{
		...{ what: `${what} of another`, of: nobody, may: () => false, refused: 400 },
		make: async (db) => ({ fields: { ...fields, memo: String((await written(db, 'person/999999')).id) } })
	}
];

export const codingForms: Record<string, Form[]> = {
	'POST /[language=language]/coding/new?/preview': [
		{ ...{ what: 'looks at a draw', of: nobody, may: leads, done: 200, changes: false }, make: () => ({ fields: { ...rules } }) }
	],
	'POST /[language=language]/coding/new?/make': [
		{
			...{ what: 'makes a coding project', of: nobody, may: leads },
			make: async (db) => ({ fields: { ...rules, coders: String(await holderOf(db, 'editor')) } })
		}
	],
	[`POST ${project}?/passOn`]: [
		{
			...{ what: 'passes tasks on', of: nobody, may: leads },
			make: async (db) => {
				const made = await makeCoding(db);
				const [from = 0, to = 0] = made.coders;
				return { values: { project: String(made.project) }, fields: { why, from: String(from), to: String(to) }, record };
			}
		}
	],
	[`POST ${project}?/blind`]: [leading('lets coders see each other’s work', { why, blind: 'no' })],
	[`POST ${project}?/close`]: [leading('closes a coding project', { why })],
	[`POST ${passage}?/add`]: [settling({ what: 'writes down a code of its own', changes: false, done: 200 }, code)],
	[`POST ${passage}?/settle`]: [settling({ what: 'settles what differs' }, { states: 'yes', ...code })],
	[`POST ${memos}?/write`]: [
		{
			...{ what: 'writes a memo', of: nobody, may: ({ offices }) => offices.length > 0 },
			make: () => ({ fields: { conceptId: 'need/finance', language: 'en', body: 'Is this a need?', back: '/en/memos' } })
		}
	],
	[`POST ${memos}?/rewrite`]: onMemo('rewrites a memo', { body: 'Quite sure.' }),
	[`POST ${memos}?/remove`]: onMemo('removes a memo', {})
};
