import type { Db } from '#db/connect.server.ts';
import { operator } from '#domain/actor.ts';
import { draftChange } from '#domain/concepts/drafts.server.ts';
import { findRecoding, recoding } from '#domain/evidence/recode.server.ts';
import { firstOf, makeDocument } from './documents.ts';
import type { Form, Sent } from './form.ts';
import { nobody, partyA } from './roles.ts';
import type { Owner, Role } from './roles.ts';

const concept = '/[language=language]/concepts/[scheme]/[name]';
const versions = '/[language=language]/concepts/versions';
const named = { scheme: 'challenge', name: 'finance' };
const editors = ['analyst', 'editor', 'secretariat-administrator'] as const;
export const mayDiscuss = ({ offices }: Role): boolean => offices.some((kind) => kind !== 'translator');
const isEditor = ({ offices }: Role) => offices.some((kind) => editors.some((one) => one === kind));

/** The two versions of the codebook that the world has: that of the files, and the one in use, which people made of it. */
export async function versionsOf(db: Db): Promise<[string, string]> {
	const [first, second] = await db.selectFrom('codebookVersion').select('version').orderBy('number').execute();
	return [first?.version ?? '', second?.version ?? ''];
}

const retiring = (on: string) => ({ kind: 'retire', replacement: '', on });
const draftOn = async (db: Db, which: 0 | 1): Promise<Record<string, string>> => {
	const on = (await versionsOf(db))[which];
	return { id: String(await draftChange(db, operator, 'challenge/finance', retiring(on))) };
};

/** The last coding again, which a first start leaves; one that is over where there was none. */
async function recodingSeen(db: Db): Promise<Sent> {
	const seen = await findRecoding(db);
	if (seen !== undefined) return { fields: { job: String(seen.id) } };
	const { id } = await db
		.insertInto('job')
		.values({ kind: recoding, state: 'done', input: JSON.stringify({ after: 0 }), askedBy: 'operator' })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { fields: { job: String(id) } };
}

async function makeOffer(db: Db, role: Role): Promise<Sent> {
	const version = `0ffe2${(role.personId ?? 0).toString(16).padStart(6, '0')}${role.isHere ? 1 : 0}`;
	await db
		.insertInto('codebookVersion')
		.values({ version, content: '0'.repeat(64), origin: 'files', madeBy: 'cinnabar' })
		.onConflict((clash) => clash.doNothing())
		.execute();
	await db
		.insertInto('codebookOffer')
		.values({ version })
		.onConflict((clash) => clash.doNothing())
		.execute();
	return { fields: { version } };
}

const settling = (what: string, owner: Owner, state: 'published' | 'draft', may: Form['may']): Form => ({
	...{ what: `settles a flag on ${what}`, of: owner, may, refused: 403 },
	make: async (db) => {
		const made = await makeDocument(db, { owner, level: state === 'draft' ? 'own' : 'public', state });
		const { evidenceId } = firstOf(made);
		await db
			.updateTable('evidence')
			.set({ status: 'accepted', reviewedBy: 'operator', reviewedAt: new Date() })
			.where('id', '=', evidenceId)
			.execute();
		const { id } = await db
			.insertInto('evidenceFlag')
			.values({ evidenceId, reason: 'retired', conceptId: 'challenge/finance' })
			.returning('id')
			.executeTakeFirstOrThrow();
		return { fields: { flagId: String(id), choice: 'keep' } };
	}
});

export const codebookForms: Record<string, Form[]> = {
	[`POST ${concept}/change?/draft`]: [
		{
			...{ what: 'drafts a change of a concept', of: nobody, may: editors },
			make: async (db) => ({ values: named, fields: retiring((await versionsOf(db))[1]) })
		}
	],
	[`POST ${concept}/discussion?/post`]: [
		{
			...{ what: 'speaks of a concept', of: nobody, may: mayDiscuss },
			make: () => ({ values: named, fields: { language: 'en', body: 'Is it?' } })
		}
	],
	[`POST ${concept}/discussion?/close`]: [
		{
			...{ what: 'closes a question', of: nobody, may: mayDiscuss },
			make: async (db) => {
				const { id } = await db
					.insertInto('conceptPost')
					.values({ conceptId: 'challenge/finance', language: 'en', body: 'Is it?', postedBy: 'operator' })
					.returning('id')
					.executeTakeFirstOrThrow();
				return { values: named, fields: { id: String(id), closed: 'yes' } };
			}
		}
	],
	[`POST ${versions}?/leave`]: [{ what: 'leaves a version that was offered', of: nobody, may: editors, make: makeOffer }],
	[`POST ${versions}?/stop`]: [{ what: 'stops proposing anew', of: nobody, may: editors, changes: false, make: recodingSeen }],
	// Where it is done, the machine would take away what others are about to review.
	[`POST ${versions}?/again`]: [{ what: 'has the machine propose anew', of: nobody, may: editors, except: isEditor, make: recodingSeen }],
	[`POST ${versions}/[version]?/adopt`]: [
		{
			...{ what: 'drafts taking a version into use', of: nobody, may: editors },
			make: async (db) => ({ values: { version: (await versionsOf(db))[0] }, fields: {} })
		}
	],
	// Where it is confirmed the machine proposes anew; on a version that is no longer in use nothing is confirmed.
	[`POST ${versions}/changes/[id=id]?/confirm`]: [
		{
			...{ what: 'confirms a change on an older version', of: nobody, may: editors, done: 400, changes: false },
			make: async (db) => ({ values: await draftOn(db, 0), fields: { why: 'the rule says so' } })
		}
	],
	[`POST ${versions}/changes/[id=id]?/drop`]: [
		{ what: 'drops a change', of: nobody, may: editors, make: async (db) => ({ values: await draftOn(db, 1), fields: {} }) }
	],
	[`POST ${versions}/changes/[id=id]?/renew`]: [
		{
			...{ what: 'puts a change on the version in use', of: nobody, may: editors },
			make: async (db) => ({ values: await draftOn(db, 0), fields: {} })
		}
	],
	[`POST ${versions}/flags?/settle`]: [
		settling('a published document', partyA, 'published', ['analyst', 'secretariat-administrator']),
		settling('a draft of a Party', partyA, 'draft', ['contributor', 'reviewer', 'national-administrator', 'focal-point', 'unconfirmed'])
	]
};
