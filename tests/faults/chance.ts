import { onTestFailed } from 'vitest';

/** Random numbers from 0 to 1 that come again with the same seed; the seed is told when the test fails. */
export function chance(): () => number {
	const seed = Number(process.env.CINNABAR_SEED ?? Date.now() % 1_000_000);
	onTestFailed(() => console.error(`The moments of this run come again with CINNABAR_SEED=${seed}`));
	let state = (seed % 2147483646) + 1;
	return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** How often the long tests strike; few times unless CINNABAR_KILLS says otherwise. */
export const kills = Number(process.env.CINNABAR_KILLS ?? 4);
/** Whether the long run was asked for. */
export const isLong = process.env.CINNABAR_KILLS !== undefined;
