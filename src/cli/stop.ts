import type { Server } from 'node:http';
import { stopping } from '../stop.server.ts';

/**
 * On a request to stop, takes no more connections and lets what is under way finish, for so many milliseconds at most;
 * then the pages are told to close the database, and the process ends. A second request to stop ends it at once.
 */
export function stopGently(server: Server, patience = 10_000): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			if (stopping.signal.aborted) process.exit(1);
			stopping.abort();
			// A connection that has its answer is kept for the next request, which must not come any more.
			const sweep = setInterval(() => server.closeIdleConnections(), 50);
			const hurry = setTimeout(() => server.closeAllConnections(), patience);
			server.close(() => {
				clearInterval(sweep);
				clearTimeout(hurry);
				process.emit('sveltekit:shutdown' as never, signal as never);
				// The process ends by itself when the database is closed; this is for what will not let go.
				setTimeout(() => process.exit(0), 10_000).unref();
			});
		});
	}
}
