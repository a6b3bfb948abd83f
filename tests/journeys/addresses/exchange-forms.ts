import { zipSync } from 'fflate';
import type { Db } from '#db/connect.server.ts';
import type { Form, Sent } from './form.ts';
import { nobody } from './roles.ts';
import type { Role } from './roles.ts';

const page = '/[language=language]/exchange';
const sent = `${page}/import/[id=id]`;

const importers = [
	...['contributor', 'reviewer', 'national-administrator', 'focal-point', 'partner', 'partner-editor'],
	...['analyst', 'secretariat-administrator']
];
const holds = (role: Role, kinds: readonly string[]) => role.offices.some((kind) => kinds.includes(kind));

/** A project of another program, with one text that is nowhere else. */
function project(): Uint8Array<ArrayBuffer> {
	const text = `Lamps ${crypto.randomUUID()} are kept in a store that is full.`;
	const source = `<TextSource guid="00000000-0000-4000-8000-000000000001" name="Fieldwork"><PlainTextContent>${text}</PlainTextContent></TextSource>`;
	const described = `<Project xmlns="urn:QDA-XML:project:1.0" name="Fieldwork"><Sources>${source}</Sources></Project>`;
	return zipSync({ 'project.qde': new TextEncoder().encode(described) }).slice();
}

/** A project that waits to be looked at, sent by the role or by someone else. */
async function waiting(db: Db, by: string): Promise<Sent> {
	const { id } = await db
		.insertInto('job')
		.values({ kind: 'import-project', state: 'done', input: JSON.stringify({ name: 'x.qdpx' }), total: 1, askedBy: by })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('upload')
		.values({ jobId: id, name: 'x.qdpx', content: Buffer.from(project()) })
		.execute();
	return { values: { id: String(id) }, fields: { kind: 'other' } };
}

const own = (db: Db, { personId }: Role) => waiting(db, `person/${personId}`);
const others = (what: string): Form => ({
	...{ what, of: nobody, may: () => false, refused: 404 },
	make: (db) => waiting(db, 'person/999999')
});

export const exchangeForms: Record<string, Form[]> = {
	[`POST ${page}?/project`]: [
		{
			...{ what: 'sends a project to look at', of: nobody },
			// An editor adds documents and codes none.
			may: (role) => holds(role, importers),
			make: () => ({ fields: { file: new File([project()], 'x.qdpx') } })
		}
	],
	[`POST ${page}/codebook`]: [
		{
			...{ what: 'compares a codebook', of: nobody, may: 'everyone', done: 200, changes: false },
			make: () => ({ fields: { file: new File(['<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>'], 'x.qdc') } })
		}
	],
	[`POST ${sent}?/confirm`]: [
		{
			...{ what: 'imports a project', of: nobody },
			// What a Party or a partner brings is a draft of its own.
			may: (role) => holds(role, importers),
			except: ({ personId }) => personId === null,
			make: own
		},
		others('imports a project of someone else')
	],
	[`POST ${sent}?/drop`]: [
		{
			...{ what: 'drops a project', of: nobody, may: 'whoever signed in' },
			except: ({ personId }) => personId === null,
			make: own
		},
		others('drops a project of someone else')
	]
};
