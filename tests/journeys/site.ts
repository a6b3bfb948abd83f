import { openSite } from './open-site.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Where the site that the journeys visit is open. */
		address: string;
	}
}

/** One site for all journeys. */
export default async function setup(project: { provide: (key: 'address', value: string) => void }): Promise<() => Promise<void>> {
	const site = await openSite();
	project.provide('address', site.address);
	return site.close;
}
