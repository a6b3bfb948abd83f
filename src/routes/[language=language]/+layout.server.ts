import { mayReviewSome } from '#domain/rights.ts';
import type { LayoutServerLoad } from './$types';

/** A page that shows invented Parties or their documents returns `showsSamples: true` from its own load, and the layout says so. */
export const load: LayoutServerLoad = ({ locals: { actor, signedIn }, params: { language } }) => ({
	language,
	reader: {
		name: signedIn === undefined ? undefined : signedIn.name || signedIn.email,
		holdsOffice: actor.offices.length > 0,
		reviews: mayReviewSome(actor)
	},
	showsSamples: false
});
