import type { Db } from '#db/connect.server.ts';
import { listWordings } from '#domain/concepts/read.server.ts';
import { codeText, rulesVersion } from '#text/code.ts';
import type { Coding } from '#text/code.ts';
import type { Language } from '#text/languages.ts';
import { makeLexicons } from '#text/lexicon.ts';
import type { Lexicons } from '#text/lexicon.ts';
import { learningVersion } from '#text/learn/model.ts';
import { classifierOf } from './classifier.ts';
import type { Coder, ProposalWhy } from './model.ts';
import { unpackModel } from './unpack.server.ts';

/** A code with why the machine gives it; `isOfRules` where a classifier leaves the scheme to the rules. */
export type Proposed = Omit<Coding['codes'][number], 'why'> & { why: ProposalWhy; isOfRules?: boolean };

/** What a machine says of a text; `doubt` is how near it was, at most, to saying the contrary of something. */
export type Said = Omit<Coding, 'codes'> & { codes: Proposed[]; doubt?: number; rules?: Coding };

/** The machine that proposes. A classifier stands on the rules, and tells what they say too. */
export type Machine = { coder: Coder; rules?: Coder; code: (language: Language, text: string) => Said };

const made = new Map<string, Machine>();

/** The machine in use, for the codebook that the database holds; built once for each. Where no classifier is in use, or only one that learnt from other features, the rules. */
export async function machineOf(db: Db): Promise<Machine> {
	const { version } = await db.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirstOrThrow();
	const classifier = await db
		.selectFrom('machine')
		.innerJoin('coder', 'coder.id', 'machine.coderId')
		.where('machine.kind', '=', 'classifier')
		.where('state', '=', 'in-use')
		.where('learningVersion', '=', learningVersion)
		.select(['machine.coderId', 'coder.name', 'coder.version'])
		.executeTakeFirst();
	return machineBy(db, version, classifier);
}

/** A machine by the number of its coder, whether it is in use or not; the rules where there is no number. Undefined where it can no longer be run. */
export async function machineNamed(db: Db, coderId: number | undefined): Promise<Machine | undefined> {
	const { version } = await db.selectFrom('codebook').select('version').orderBy('loadedAt', 'desc').limit(1).executeTakeFirstOrThrow();
	if (coderId === undefined) return machineBy(db, version, undefined);
	const classifier = await db
		.selectFrom('machine')
		.innerJoin('coder', 'coder.id', 'machine.coderId')
		.where('machine.coderId', '=', coderId)
		.where('machine.kind', '=', 'classifier')
		.where('learningVersion', '=', learningVersion)
		.select(['machine.coderId', 'coder.name', 'coder.version'])
		.executeTakeFirst();
	return classifier && machineBy(db, version, classifier);
}

const mostMade = 4;

async function machineBy(
	db: Db,
	codebookVersion: string,
	classifier: { coderId: number; name: string; version: string } | undefined
): Promise<Machine> {
	// Two databases of one process, as in tests, may number their machines alike, but never name them so.
	const key = classifier === undefined ? codebookVersion : `${codebookVersion} ${classifier.name} ${classifier.version}`;
	const known = made.get(key);
	if (known !== undefined) return known;
	const lexicons = makeLexicons(await listWordings(db));
	const machine = classifier === undefined ? machineFor(codebookVersion, lexicons) : await load(db, codebookVersion, classifier, lexicons);
	if (made.size >= mostMade) made.clear();
	made.set(key, machine);
	return machine;
}

async function load(
	db: Db,
	codebookVersion: string,
	{ coderId, name, version }: { coderId: number; name: string; version: string },
	lexicons: Lexicons
): Promise<Machine> {
	const { model, trainedOn } = await db
		.selectFrom('machine')
		.select(['model', 'trainedOn'])
		.where('coderId', '=', coderId)
		.executeTakeFirstOrThrow();
	if (model === null) throw new Error(`the classifier ${name} has no model`);
	const inUse = await db.selectFrom('concept').where('retiredAt', 'is', null).select('id').execute();
	const concepts = new Set(inUse.map(({ id }) => id));
	const taught = taughtBy(trainedOn);
	return {
		coder: { name, version, kind: 'machine' },
		rules: rulesCoder(codebookVersion),
		code: classifierOf(unpackModel(model), lexicons, {
			isInUse: (concept) => concepts.has(concept),
			isTaught: (label) => taught.has(label)
		})
	};
}

/** The labels of which a machine has seen an example. */
function taughtBy(trainedOn: unknown): ReadonlySet<string> {
	// The cast: what was trained on is written by one subject, in this shape.
	const { labels } = (trainedOn ?? { labels: {} }) as { labels: Record<string, number> };
	return new Set(Object.keys(labels).filter((label) => (labels[label] ?? 0) > 0));
}

/** The rules over given lexicons, such as those of the files themselves. */
export function machineFor(codebookVersion: string, lexicons: Lexicons): Machine {
	return { coder: rulesCoder(codebookVersion), code: (language, text) => codeText(lexicons[language], text) };
}

const rulesCoder = (codebookVersion: string): Coder => ({ name: 'rules', version: `${rulesVersion}-${codebookVersion}`, kind: 'machine' });
