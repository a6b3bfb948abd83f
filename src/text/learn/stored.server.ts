import { createHash } from 'node:crypto';
import { learningVersion } from './model.ts';
import type { Learnt, Model } from './model.ts';

/** The digest of a training set, which does not depend on the order of its lines. */
export function digestOf(lines: readonly string[]): string {
	const hash = createHash('sha256');
	for (const line of lines.toSorted()) hash.update(line).update('\n');
	return hash.digest('hex');
}

/** A model as JSON; arrays of numbers are written byte for byte, so that it scores the same to the last bit when it is read again. */
export function writeLearnt({ passages, stances }: Learnt): string {
	return JSON.stringify({ passages: plainOf(passages), stances: plainOf(stances) });
}

export function readLearnt(json: string): Learnt {
	const { passages, stances } = JSON.parse(json) as Record<'passages' | 'stances', Plain>;
	return { passages: modelOf(passages), stances: modelOf(stances) };
}

type Plain = Omit<Model, 'columns' | 'weights' | 'shared'> & { columns: string; weights: string; shared: Record<string, string> };

function plainOf({ columns, weights, shared, ...rest }: Model): Plain {
	const others = Object.entries(shared).map(([facet, own]) => [facet, encoded(own)]);
	return { ...rest, columns: encoded(columns), weights: encoded(weights), shared: Object.fromEntries(others) as Record<string, string> };
}

function modelOf({ columns, weights, shared, ...rest }: Plain): Model {
	if (rest.version !== learningVersion)
		throw new Error(`The model ${rest.about.name} is of version ${rest.version}, not ${learningVersion}: train it again.`);
	const others = Object.entries(shared).map(([facet, own]) => [facet, new Float32Array(decoded(own))]);
	const model = {
		...rest,
		columns: new Uint32Array(decoded(columns)),
		weights: new Float32Array(decoded(weights)),
		shared: Object.fromEntries(others)
	};
	if (model.weights.length !== model.columns.length * model.labels.length) throw new Error(`The model ${rest.about.name} is cut short.`);
	return model;
}

function encoded(array: Float32Array | Uint32Array): string {
	return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function decoded(text: string): ArrayBuffer {
	const bytes = Buffer.from(text, 'base64');
	return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
