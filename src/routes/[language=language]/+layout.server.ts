import { localAdministrator } from '#domain/actor.ts';
import type { LayoutServerLoad } from './$types';

/** A page that shows invented Parties or their documents returns `showsSamples: true` from its own load, and the layout says so. */
export const load: LayoutServerLoad = ({ locals: { actor }, params: { language } }) => ({
	language,
	isAdministrator: actor === localAdministrator,
	showsSamples: false
});
