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

type Arrays = Record<string, string>;
type Plain = Omit<Model, 'columns' | 'weights' | 'shared' | 'clauses' | 'stack'> & {
	columns: string;
	weights: string;
	shared: Arrays;
	stack?: Arrays;
	clauses?: { labels: readonly string[]; columns: string; weights: string };
};

function plainOf({ columns, weights, shared, stack, clauses, ...rest }: Model): Plain {
	return {
		...rest,
		columns: encoded(columns),
		weights: encoded(weights),
		shared: encodedEach(shared),
		...(stack !== undefined && { stack: encodedEach(stack) }),
		...(clauses !== undefined && {
			clauses: { labels: clauses.labels, columns: encoded(clauses.columns), weights: encoded(clauses.weights) }
		})
	};
}

function modelOf({ columns, weights, shared, stack, clauses, ...rest }: Plain): Model {
	if (rest.version !== learningVersion)
		throw new Error(`The model ${rest.about.name} is of version ${rest.version}, not ${learningVersion}: train it again.`);
	const whole = (labels: readonly string[], one: { columns: string; weights: string }) => {
		const made = { columns: new Uint32Array(decoded(one.columns)), weights: new Float32Array(decoded(one.weights)) };
		if (made.weights.length !== made.columns.length * labels.length) throw new Error(`The model ${rest.about.name} is cut short.`);
		return made;
	};
	return {
		...rest,
		...whole(rest.labels, { columns, weights }),
		shared: decodedEach(shared),
		...(stack !== undefined && { stack: decodedEach(stack) }),
		...(clauses !== undefined && { clauses: { labels: clauses.labels, ...whole(clauses.labels, clauses) } })
	};
}

function encodedEach(arrays: Record<string, Float32Array>): Arrays {
	return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, encoded(array)]));
}

function decodedEach(arrays: Arrays): Record<string, Float32Array> {
	return Object.fromEntries(Object.entries(arrays).map(([name, text]) => [name, new Float32Array(decoded(text))]));
}

function encoded(array: Float32Array | Uint32Array): string {
	return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function decoded(text: string): ArrayBuffer {
	const bytes = Buffer.from(text, 'base64');
	return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
