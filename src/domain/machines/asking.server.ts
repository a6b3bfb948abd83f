import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { together } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import { acting } from '#domain/acting.server.ts';
import { platform } from '#domain/actor.ts';
import type { Actor } from '#domain/actor.ts';
import { findCodebook } from '#domain/concepts/read.server.ts';
import { coderId } from '#domain/evidence/coder.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { keepSaid } from '#domain/evidence/machine-codes.server.ts';
import { codedSchemes } from '#domain/evidence/model.ts';
import { listSpoken, proposeIn, readWith } from '#domain/evidence/propose.server.ts';
import type { Job, Outcome } from '#domain/jobs/model.ts';
import { callWorker } from '#domain/jobs/work.server.ts';
import { finishJob, startJob } from '#domain/jobs/write.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { languages } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';
import { readAnswer } from './answer.ts';
import type { Answered } from './answer.ts';
import { ask } from './call.server.ts';
import type { LanguageModel, Patience } from './call.server.ts';
import { promptText, systemPrompt, userPrompt } from './prompt.ts';
import type { Told } from './prompt.ts';

/** The kind of job that asks a language model. */
export const asking = 'ask-model';

/** Of a job: which documents, after which passage it goes on, and what came of it so far. */
export type Asking = {
	documents: number[];
	after: number;
	/** The document in which it is: proposals are made anew when it is through. */ at?: number | undefined;
	asked: number;
	codes: number;
	invented: number;
	unanswered: number;
	withheld: number;
	tokensIn: number;
	tokensOut: number;
};

const nothingAsked = { after: 0, asked: 0, codes: 0, invented: 0, unanswered: 0, withheld: 0, tokensIn: 0, tokensOut: 0 };

/** Has a language model code documents: those that are named, or all. Returns the number of the job. */
export async function startAsking(db: Db, actor: Actor, model: LanguageModel | undefined, documents: readonly number[]): Promise<number> {
	mustMay(actor, 'manage', { kind: 'machine' });
	if (model === undefined) throw new Refusal('machines.no-model');
	const found = await db
		.selectFrom('document')
		.$if(documents.length > 0, (query) => query.where('id', 'in', [...documents]))
		.select('id')
		.orderBy('id')
		.execute();
	if (found.length === 0 || (documents.length > 0 && found.length < new Set(documents).size)) throw new Refusal('refused.not-found');
	const ids = found.map(({ id }) => id);
	const { total } = await db
		.selectFrom('passage')
		.where('documentId', 'in', ids)
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const id = await together(db, async (tx) => {
		await sql`lock table machine in exclusive mode`.execute(tx);
		const other = await tx
			.selectFrom('job')
			.select('id')
			.where('kind', '=', asking)
			.where('state', 'in', ['waiting', 'running'])
			.executeTakeFirst();
		if (other !== undefined) throw new Refusal('machines.asking-already');
		return startJob(tx, actor, { kind: asking, input: { documents: ids, ...nothingAsked }, total });
	});
	callWorker();
	return id;
}

export async function stopAsking(db: Db, actor: Actor, id: number): Promise<void> {
	mustMay(actor, 'manage', { kind: 'machine' });
	const job = await db.selectFrom('job').select('kind').where('id', '=', id).executeTakeFirst();
	if (job?.kind !== asking) throw new Refusal('refused.not-found');
	await finishJob(db, id, 'stopped');
}

/** Passages of one question: few enough that the answer stays short. */
const mostPassages = 8;
const mostLetters = 8000;
/** No passage of a report is so long; what is would only cost. */
const longestPassage = 8000;

type Passage = { id: number; documentId: number; language: Language; body: string; level: string };

/** Asks passage by passage, a few at a time, from where it stopped. Each few are saved with what came of them, and why nothing more did. */
export async function askModel(
	db: Db,
	job: Pick<Job, 'id' | 'input'>,
	signal: AbortSignal,
	model: LanguageModel | undefined,
	patience?: Patience
): Promise<void> {
	try {
		await askOn(db, job, signal, model, patience);
	} catch (problem) {
		if (!(problem instanceof Refusal)) throw problem;
		const { code: refused, slots } = problem;
		const outcome = JSON.stringify([{ name: model?.name ?? '', refused, slots } satisfies Outcome]);
		await db
			.updateTable('job')
			.set({ outcome: sql`outcome || ${outcome}::jsonb` })
			.where('id', '=', job.id)
			.execute();
		await finishJob(db, job.id, 'refused');
	}
}

async function askOn(
	db: Db,
	job: Pick<Job, 'id' | 'input'>,
	signal: AbortSignal,
	model: LanguageModel | undefined,
	patience?: Patience
): Promise<void> {
	if (model === undefined) throw new Refusal('machines.no-model');
	const input = { ...(job.input as Asking) };
	const concepts = await toldConcepts(db);
	const coder = await knowModel(db, model, concepts);
	const isConcept = new Set(concepts.en.map(({ id }) => id));
	while (!signal.aborted) {
		const next = await nextPassages(db, input);
		if (input.at !== undefined && next[0]?.documentId !== input.at) await proposeOf(db, input.at);
		const [first] = next;
		if (first === undefined) return;
		input.at = first.documentId;
		const sent = next.filter(({ level }) => level === 'public' || model.takesClosed);
		const answers =
			sent.length === 0 ? [] : await answersTo(model, concepts[first.language], sent, (one) => isConcept.has(one), signal, input, patience);
		if (answers === undefined) return;
		input.after = next.at(-1)?.id ?? input.after;
		input.withheld += next.length - sent.length;
		const isKept = await together(db, async (tx) => {
			await discloseTo(tx, sent);
			const said = sent.flatMap(({ id }, at) => {
				const one = answers[at];
				return one === undefined
					? []
					: [{ passageId: id, invented: one.invented, said: { codes: one.codes, states: states(one), specificity: unmeasured } }];
			});
			await keepSaid(tx, coder, said);
			const kept = await tx
				.updateTable('job')
				.set({ input: JSON.stringify(input), done: sql`least(done + ${next.length}::integer, total)`, changedAt: sql`now()` })
				.where('id', '=', job.id)
				.where('state', '=', 'running')
				.executeTakeFirst();
			return kept.numUpdatedRows > 0n;
		});
		if (!isKept) return proposeOf(db, first.documentId);
	}
}

const states = ({ codes }: Answered) => codes.some(({ stance }) => stance === 'challenge' || stance === 'need');
const unmeasured = { score: 0, kind: null, sector: null, item: null, quantity: null, place: null, time: null };

/** The passages of the next question: of one document and language, in the order of their numbers. */
async function nextPassages(db: Db, { documents, after }: Asking): Promise<Passage[]> {
	const rows = await db
		.selectFrom('passage')
		.where('documentId', 'in', documents)
		.where('kind', 'not in', ['question', 'heading'])
		.where('language', 'is not', null)
		.where('id', '>', after)
		.select(['id', 'documentId', 'language', 'body', 'level'])
		.orderBy('id')
		.limit(mostPassages)
		.execute();
	const some: Passage[] = [];
	let letters = 0;
	for (const { language, ...row } of rows) {
		if (language === null) break;
		const [first] = some;
		letters += row.body.length;
		if (first !== undefined && (first.language !== language || first.documentId !== row.documentId || letters > mostLetters)) break;
		some.push({ ...row, language });
	}
	return some;
}

/** What is answered to some passages; a question without a usable answer is put again passage by passage. Undefined where the signal stopped it. */
async function answersTo(
	model: LanguageModel,
	concepts: readonly Told[],
	sent: readonly Passage[],
	isConcept: (concept: string) => boolean,
	signal: AbortSignal,
	input: Asking,
	patience?: Patience
): Promise<(Answered | undefined)[] | undefined> {
	const passages = sent.map(({ body }, at) => ({ id: String(at + 1), text: body.slice(0, longestPassage) }));
	const content = systemPrompt(sent[0]?.language ?? 'en', concepts);
	const put = async (some: typeof passages) => {
		const told = await ask(
			model,
			[
				{ role: 'system', content },
				{ role: 'user', content: userPrompt(some) }
			],
			signal,
			patience
		);
		input.tokensIn += told?.tokensIn ?? 0;
		input.tokensOut += told?.tokensOut ?? 0;
		return told && readAnswer(told.text, some, isConcept);
	};
	const answers: (Answered | undefined)[] = (await put(passages)) ?? [];
	if (answers.length === 0 && passages.length > 1) for (const one of passages) answers.push((await put([one]))?.[0]);
	if (signal.aborted) return undefined;
	for (const at of sent.keys()) {
		const one = answers[at];
		input.asked++;
		input.codes += one?.codes.length ?? 0;
		input.invented += one?.invented ?? 0;
		if (one === undefined) input.unanswered++;
	}
	return answers;
}

/** Writes down that closed passages were sent out of the house. */
async function discloseTo(tx: Db, sent: readonly Passage[]): Promise<void> {
	const closed = sent.filter(({ level }) => level !== 'public');
	if (closed.length === 0) return;
	await tx
		.insertInto('disclosure')
		.values(
			closed.map(({ id, documentId }) => ({
				...{ documentId, passageId: id, passages: 1, way: 'model', day: sql<string>`(now() at time zone 'utc')::date` }
			}))
		)
		.onConflict((clash) => clash.doNothing())
		.execute();
}

/** The concepts that can be coded, with what the codebook says of them in each language. */
async function toldConcepts(db: Db): Promise<Record<Language, Told[]>> {
	const rows = await db
		.selectFrom('concept')
		.innerJoin('conceptText', 'conceptText.conceptId', 'concept.id')
		.where('retiredAt', 'is', null)
		.where('scheme', 'in', codedSchemes)
		.select(['concept.id', 'language', 'label', 'definition', 'include', 'exclude'])
		.orderBy('concept.position')
		.execute();
	return Object.fromEntries(languages.map((one) => [one, rows.filter(({ language }) => language === one)])) as unknown as Record<
		Language,
		Told[]
	>;
}

/** Has the language model, asked with this codebook, be a machine like others; in use from the first, beside the one in use. */
async function knowModel(db: Db, { name }: LanguageModel, concepts: Record<Language, Told[]>): Promise<number> {
	const digest = createHash('sha256').update(promptText(concepts)).digest('hex');
	const { version } = await findCodebook(db);
	return acting(db, platform, 'machine.keep', async (tx) => {
		const id = await coderId(tx, { name, version: digest.slice(0, 12), kind: 'machine' });
		await tx
			.insertInto('machine')
			.values({
				...{ coderId: id, kind: 'language-model', origin: 'asked', state: 'in-use', digest, codebookVersion: version },
				...{ madeOn: sql<string>`(now() at time zone 'utc')::date`, addedBy: platform.key, usedBy: platform.key, usedAt: sql<Date>`now()` }
			})
			.onConflict((clash) => clash.column('coderId').doNothing())
			.execute();
		return id;
	});
}

/** Proposals of a document, made anew with what the language model has said. */
async function proposeOf(db: Db, documentId: number): Promise<void> {
	const machine = await machineOf(db);
	const read = await readWith(machine, await listSpoken(db, documentId));
	await together(db, (tx) => proposeIn(tx, machine, documentId, read));
}
