import type { Db } from '#db/connect.server.ts';
import { takeStatistics } from '#db/statistics.server.ts';
import { operator } from '#domain/actor.ts';
import { ingest } from '#domain/documents/write.server.ts';
import { machineOf } from '#domain/evidence/machine.server.ts';
import { codeDocument } from '#domain/evidence/write.server.ts';
import { authOf } from '#domain/people/auth.server.ts';
import type { Place } from '#domain/people/auth.server.ts';
import { seatPerson } from '#domain/offices/seat.server.ts';
import { linkInHand, useLink } from '#domain/people/sign-in.server.ts';
import { prepare } from '#cli/prepare.ts';
import { inventedReports } from './reports.ts';

/** Fills a database: what ships, the samples, and so many invented reports of so many pages, coded. */
export async function fill(db: Db, reports: number, pages: number): Promise<void> {
	const quiet = () => {};
	await prepare(db, { words: [], language: 'en', database: async () => db, talk: quiet, progress: quiet });
	const parties = await db.selectFrom('party').select('iso3').where('isSample', '=', false).orderBy('iso3').execute();
	const machine = await machineOf(db);
	let at = 0;
	for await (const { name, bytes, language } of inventedReports(reports, pages)) {
		const party = parties[at++ % parties.length]?.iso3;
		const { documentId } = await ingest(db, operator, { name, bytes, language, party, kind: 'national-report', cycle: '2025-full' });
		await codeDocument(db, operator, machine, documentId);
	}
	await takeStatistics(db);
}

/** Signs in so many analysts of the secretariat, each by a link of their own, and returns the cookie of each. */
export async function signInMany(db: Db, place: Place, count: number): Promise<string[]> {
	const auth = authOf(db, place);
	const cookies: string[] = [];
	for (let at = 0; at < count; at++) {
		const email = `analyst-${at}@bench.invalid`;
		await seatPerson(db, operator, { email, name: `Analyst ${at}`, kind: 'analyst', party: null, organisationId: null });
		const link = await linkInHand(auth, { email, language: 'en', origin: place.origin });
		const sent = await useLink(auth, new URL(link).searchParams.get('token') ?? '', new Headers());
		cookies.push(sent.map((cookie) => cookie.split(';')[0]).join('; '));
	}
	return cookies;
}
