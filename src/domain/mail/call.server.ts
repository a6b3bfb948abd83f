import { setTimeout as wait } from 'node:timers/promises';

let called = Promise.withResolvers<undefined>();

/** Calls attention to mail that was just committed in this process. */
export function callPost(): void {
	called.resolve(undefined);
}

/** Waits for a call, also one made since the last wait, and at most for the given time. */
export async function untilCalled(milliseconds: number, signal: AbortSignal): Promise<void> {
	const over = new AbortController();
	const stopped = AbortSignal.any([signal, over.signal]);
	await Promise.race([called.promise, wait(milliseconds, undefined, { signal: stopped, ref: false }).catch(() => undefined)]);
	over.abort();
	called = Promise.withResolvers<undefined>();
}
