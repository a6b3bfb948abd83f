import { defineConfig } from 'vitest/config';
import { findServer } from './tests/private-server.ts';

const domain = {
	include: ['src/db/**/*.test.ts', 'src/domain/**/*.test.ts'],
	globalSetup: ['tests/database-setup.ts'],
	testTimeout: 60_000,
	hookTimeout: 60_000
};

if (findServer() === undefined) console.warn('No PostgreSQL server binary on this machine: the domain tests run on PGlite only.');

export default defineConfig({
	test: {
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: 'text',
					include: ['src/text/**/*.test.ts', 'src/i18n/**/*.test.ts', 'src/cli/**/*.test.ts', 'tests/*.test.ts', 'tests/quality/*.test.ts'],
					testTimeout: 120_000
				}
			},
			{ test: { name: 'pglite', ...domain } },
			...(findServer() === undefined ? [] : [{ test: { name: 'postgres', ...domain } }]),
			{ test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 } },
			// These open sites of their own, so that they may run beside each other.
			{
				test: {
					name: 'requests',
					include: ['tests/journeys/{abuse,addresses}/*.test.ts'],
					testTimeout: 180_000,
					hookTimeout: 180_000
				}
			},
			{
				test: {
					name: 'journeys',
					include: ['tests/journeys/*.test.ts'],
					globalSetup: ['tests/journeys/site.ts'],
					testTimeout: 180_000,
					hookTimeout: 180_000,
					fileParallelism: false
				}
			}
		]
	}
});
