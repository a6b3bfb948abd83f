import { promisify } from 'node:util';
import { gunzip, gzip, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import { said } from '#domain/evidence/classifier.ts';
import { mostUnpacked, unpackModel } from '#domain/evidence/unpack.server.ts';
import { Refusal } from '#domain/refusal.ts';
import { mustMay } from '#domain/rights.ts';
import { languages } from '#text/languages.ts';
import { learningVersion } from '#text/learn/model.ts';
import type { Learnt } from '#text/learn/model.ts';
import { makeNearness } from '#text/learn/nearness.ts';
import { readText } from '#text/learn/read.ts';
import { makeLexicon } from '#text/lexicon.ts';
import { bins } from './model.ts';
import type { LearntWords, Measures, TrainedOn } from './model.ts';
import { digestOfText } from './pack.server.ts';
import { keepMachine } from './write.server.ts';
import type { Trained } from './write.server.ts';

const format = 'cinnabar-machine';
/** The most that a file of a machine may have, in bytes. */
export const mostOfFile = 50_000_000;

const count = z.number().int().min(0).max(1_000_000_000);
const label = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const byLanguage = <T extends z.ZodType>(of: T) => z.partialRecord(z.enum(languages), of);
const bySet = <T extends z.ZodType>(of: T) => z.strictObject({ reviewed: of, starter: of });
const byCoder = <T extends z.ZodType>(of: T) => z.strictObject({ machine: of, rules: of });
const tally = z.strictObject({ both: count, wrong: count, missed: count });
const share = z.strictObject({ right: count, all: count });

const file = z.strictObject({
	format: z.literal(format),
	formatVersion: z.literal(1),
	name: z
		.string()
		.trim()
		.min(1)
		.max(60)
		.refine((name) => name.toLowerCase() !== 'rules'),
	madeOn: z.iso.date(),
	seed: count,
	trainingDigest: digest,
	codebookVersion: z.string().regex(/^[\w.-]{1,64}$/),
	learningVersion: count,
	trainedOn: z.strictObject({
		passages: bySet(byLanguage(count)),
		documents: bySet(count),
		labels: z.record(label, count)
	}),
	measures: z.strictObject({
		folds: count,
		passages: bySet(byLanguage(count)),
		tallies: bySet(byCoder(byLanguage(z.record(label, tally)))),
		stances: bySet(byCoder(byLanguage(share))),
		specificity: bySet(byCoder(byLanguage(share))),
		calibration: bySet(z.array(z.strictObject({ count, said: z.number().min(0), held: count })).length(bins))
	}),
	words: z.record(label, byLanguage(z.array(z.strictObject({ word: z.string().max(200), weight: z.number() })).max(20))),
	digest,
	model: z.record(z.string(), z.unknown())
});

const packing = promisify(gzip);
const unpacking = promisify(gunzip);

/** A machine as a file that another site can take in: what is said of it, and the model as it is packed already, one piece of the file behind the other. */
export function writeMachine({ model, passages: _ofThisSite, ...about }: Trained): Uint8Array {
	const before = JSON.stringify({ format, formatVersion: 1, ...about }).slice(0, -1);
	return Buffer.concat([gzipSync(`${before},"model":`), model, gzipSync('}')]);
}

const broken = () => new Refusal('machines.broken-file');

/** Reads the file of a machine. It may have come from anywhere: nothing of it is believed that was not looked at. */
export async function readMachine(bytes: Uint8Array): Promise<Trained> {
	if (bytes.byteLength > mostOfFile) throw new Refusal('machines.file-too-large', { limit: mostOfFile / 1_000_000 });
	const { format: _format, formatVersion: _version, model, ...about } = await parse(bytes);
	if (about.learningVersion !== learningVersion) throw new Refusal('machines.older');
	const plain = JSON.stringify(model);
	if (digestOfText(plain) !== about.digest) throw broken();
	const packed = await packing(plain);
	if (!isSound(packed)) throw broken();
	// The casts: the shapes above are those types, but for keys that may be missing.
	return {
		...about,
		model: packed,
		trainedOn: about.trainedOn as TrainedOn,
		measures: about.measures as Measures,
		words: about.words as LearntWords
	};
}

async function parse(bytes: Uint8Array): Promise<z.output<typeof file>> {
	let json: unknown;
	try {
		json = JSON.parse((await unpacking(bytes, { maxOutputLength: mostUnpacked })).toString('utf8'));
	} catch {
		throw broken();
	}
	const read = file.safeParse(json);
	if (!read.success) throw broken();
	return read.data;
}

/** Whether a model is made of finite numbers, and says something sensible of a text in each language. */
function isSound(packed: Uint8Array): boolean {
	try {
		const learnt = unpackModel(packed);
		if (!isFiniteThroughout(learnt) || !learnt.passages.labels.every((one) => label.safeParse(one).success)) return false;
		return languages.every((language) => saysSensibly(learnt, language));
	} catch {
		return false;
	}
}

function isFiniteThroughout(value: unknown): boolean {
	if (typeof value === 'number') return Number.isFinite(value);
	if (value instanceof Float32Array) return value.every(Number.isFinite);
	if (ArrayBuffer.isView(value)) return true;
	if (value !== null && typeof value === 'object') return Object.values(value).every(isFiniteThroughout);
	return true;
}

const trial = 'mercury ртуть الزئبق 汞排放和汞废物的处理设备 2025, 3. Lack of funds, no trained staff: the laboratory waits for analysers.';

function saysSensibly(learnt: Learnt, language: (typeof languages)[number]): boolean {
	const lexicon = makeLexicon(language, [{ conceptId: 'sector/trial', kind: 'alternative', body: 'mercury' }]);
	const reading = readText(lexicon, makeNearness(lexicon), trial);
	const { codes } = said(learnt, reading, { isInUse: () => true, isTaught: () => true });
	return codes.every(({ confidence, start, end, quote }) => confidence >= 0 && confidence <= 1 && trial.slice(start, end) === quote);
}

/** Takes in a machine from a file. It proposes nothing until someone puts it in use. Returns the number of its coder. */
export async function receiveMachine(db: Db, actor: Actor, bytes: Uint8Array): Promise<number> {
	mustMay(actor, 'manage', { kind: 'machine' });
	return keepMachine(db, actor, 'received', await readMachine(bytes));
}

/** The file of a classifier that this site has. */
export async function machineFile(db: Db, coderId: number): Promise<{ name: string; bytes: Uint8Array }> {
	const row = await db
		.selectFrom('machine')
		.innerJoin('coder', 'coder.id', 'machine.coderId')
		.where('coderId', '=', coderId)
		.where('machine.kind', '=', 'classifier')
		.select([
			'coder.name',
			'coder.version',
			'madeOn',
			'seed',
			'digest',
			'codebookVersion',
			'learningVersion',
			'trainedOn',
			'measures',
			'words'
		])
		.select(['model', 'modelDigest'])
		.executeTakeFirst();
	if (row === undefined || row.model === null || row.modelDigest === null) throw new Refusal('refused.not-found');
	const bytes = writeMachine({
		...{ name: row.name, madeOn: row.madeOn, seed: row.seed ?? 0, trainingDigest: row.digest ?? '', codebookVersion: row.codebookVersion },
		...{ learningVersion: row.learningVersion ?? 0, model: row.model, digest: row.modelDigest },
		// The casts: the columns are written by `keepMachine` alone, in these shapes.
		...{ trainedOn: row.trainedOn as TrainedOn, measures: row.measures as Measures, words: row.words as LearntWords }
	});
	return { name: `${row.name.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '') || 'machine'}-${row.version}.json.gz`, bytes };
}
