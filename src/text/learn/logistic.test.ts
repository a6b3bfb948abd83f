import { expect, test } from 'vitest';
import { calibrate, calibrationError } from './calibrate.ts';
import { addMargins, sigmoid, trainLogistic } from './logistic.ts';
import { seededRandom } from '../random.ts';
import { columnsOf, layRows } from './rows.ts';
import type { Row } from './rows.ts';

const random = seededRandom(1);
const rows: Row[] = Array.from({ length: 60 }, () => ({
	at: Uint32Array.of(2, 5, 9),
	value: Float32Array.of(1, random() - 0.5, random() - 0.5)
}));
const columns = Uint32Array.of(2, 5, 9);
const laid = layRows(rows, columns);
const truth = Uint8Array.from(
	rows.flatMap(({ value }) => [random() < sigmoid(6 * (value[1] as number)) ? 1 : 0, (value[2] as number) > 0.1 ? 1 : 0])
);

/** The gradient of the regularised loss, which is nought where the loss is least. */
function gradient(weights: Float32Array, label: number, cost: number, prior: number): number[] {
	const slope = [0, 1, 2].map((column) => weights[column * 2 + label] as number);
	for (let row = 0; row < rows.length; row++) {
		const margins = new Float64Array(2);
		addMargins(laid, row, weights, 2, margins);
		const error = sigmoid((margins[label] as number) + prior) - (truth[row * 2 + label] as number);
		for (const column of [0, 1, 2]) slope[column] = (slope[column] as number) + cost * error * (rows[row]?.value[column] as number);
	}
	return slope;
}

test.each([
	[0.1, 0],
	[1, 0],
	[5, 0],
	[1, -2]
])('training finds the least loss (cost %f, believed log-odds %f)', (cost, prior) => {
	const task = { labels: 2, truth, prior: new Float32Array(truth.length).fill(prior) };
	const weights = trainLogistic(laid, 3, task, { cost, balance: 0, epochs: 400, seed: 1 });
	for (const label of [0, 1])
		for (const one of gradient(weights, label, cost, prior)) expect(Math.abs(one)).toBeLessThan(0.02 * (1 + cost * rows.length));
});

test('without evidence the believed log-odds stand', () => {
	const none: Row[] = [{ at: new Uint32Array(), value: new Float32Array() }];
	const task = { labels: 1, truth: Uint8Array.of(1), prior: Float32Array.of(-2) };
	expect([...trainLogistic(layRows(none, columns), 3, task, { cost: 1, balance: 0, epochs: 5, seed: 1 })]).toEqual([0, 0, 0]);
});

test('columns are the frequent ones, in order', () => {
	const some: Row[] = [
		{ at: Uint32Array.of(1, 7), value: Float32Array.of(1, 1) },
		{ at: Uint32Array.of(7, 8), value: Float32Array.of(1, 1) },
		{ at: Uint32Array.of(1, 7), value: Float32Array.of(1, 1) }
	];
	expect([...columnsOf(some, 2, 9)]).toEqual([1, 7]);
	expect([...columnsOf(some, 1, 1)]).toEqual([7]);
});

test('calibration mends log-odds that are too bold', () => {
	const draw = seededRandom(4);
	const odds = Array.from({ length: 3000 }, () => 8 * (draw() - 0.6));
	const held = odds.map((one) => draw() < sigmoid(one / 3 + 0.5));
	const { slope, shift } = calibrate(odds, held);
	expect(slope).toBeCloseTo(1 / 3, 1);
	expect(shift).toBeCloseTo(0.5, 0);
	const error = (by: (one: number) => number) => calibrationError(odds.map(by), held);
	expect(error((one) => sigmoid(slope * one + shift))).toBeLessThan(0.03);
	expect(error(sigmoid)).toBeGreaterThan(0.1);
});

test('with little to go by, calibration keeps near what is believed', () => {
	const { slope, shift } = calibrate([1, -1], [true, false], { slope: 0.5, shift: -1 }, 1000);
	expect(slope).toBeCloseTo(0.5, 1);
	expect(shift).toBeCloseTo(-1, 1);
});

test('the calibration error is nought for what is right and large for what is not', () => {
	expect(calibrationError([0.25, 0.25, 0.25, 0.25], [true, false, false, false])).toBeCloseTo(0);
	expect(calibrationError([0.95, 0.95], [false, false])).toBeCloseTo(0.95);
});
