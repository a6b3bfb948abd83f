import { createServer } from 'node:net';

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0);
	await new Promise((resolve) => probe.once('listening', resolve));
	const address = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	return typeof address === 'object' && address !== null ? address.port : 0;
}
