import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFacts } from '#cli/prepare.ts';
import { connect } from '#db/connect.server.ts';
import type { Db } from '#db/connect.server.ts';
import type { Actor } from '#domain/actor.ts';
import type { NewProject } from '#domain/coding/input.ts';
import { makeProject } from '#domain/coding/project.server.ts';
import type { Stance } from '#domain/evidence/model.ts';
import { authOf } from '#domain/people/auth.server.ts';
import { linkInHand, useLink } from '#domain/people/sign-in.server.ts';
import type { Language } from '#text/languages.ts';
import { makeDocument, makeParty } from '#tests/make.ts';
import { makeHolder } from '#tests/make-offices.ts';

const secret = 'a secret that only this journey knows of';
export const english = 'There is a lack of funds for the laboratories, and mercury waste is stored without permits.';
export const arabic = 'تفتقر البلاد إلى جهاز GC-MS اللازم لمختبرات الزئبق في العاصمة.';

export type Ground = { sessions: Record<string, string>; documents: Record<string, { id: number; passages: number[] }> };

/** Signs someone in by a link, as anyone does, and returns their session. */
async function sessionOf(db: Db, email: string): Promise<string> {
	const auth = authOf(db, { origin: 'http://localhost', secret });
	const link = await linkInHand(auth, { email, language: 'en', origin: 'http://localhost' });
	const cookies = await useLink(auth, new URL(link).searchParams.get('token') ?? '', new Headers());
	return /session_token=([^;]+)/.exec(cookies.join(' '))?.[1] ?? '';
}

type Proposed = [conceptId: string, stance: Stance, quote: string];

/** A document of which something is proposed in each passage. */
async function made(db: Db, name: string, bodies: string[], language: Language, proposed: Proposed[], cycle = '2099-full') {
	const passages = bodies.map((body) => ({ body, language }));
	const document = await makeDocument(db, { party: 'QAA', cycle, language, isSample: true, passages });
	const coder = await db
		.insertInto('coder')
		.values({ name: `rules for ${name}`, version: '1', kind: 'machine' })
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [index, passageId] of document.passages.entries())
		for (const [conceptId, stance, quote] of proposed) {
			const start = bodies[index]!.indexOf(quote);
			const place = { startAt: start, endAt: start + quote.length, quote };
			const why = JSON.stringify({ rule: 'mention', wording: quote });
			await db
				.insertInto('evidence')
				.values({ passageId, conceptId, stance, ...place, confidence: 0.5, why, coderId: coder.id })
				.execute();
		}
	return document;
}

/** Fills a new data folder with two analysts, documents for each journey at the bench, and a coding project in which both code blind. */
export async function layGround(folder: string): Promise<Ground> {
	writeFileSync(join(folder, 'secret'), secret);
	const { sessions, documents }: Ground = { sessions: {}, documents: {} };
	const actors: Record<string, Actor> = {};
	const db = await connect({ folder });
	await prepareFacts(db);
	await makeParty(db, 'QAA', { unGroup: 'africa', isSample: true });
	const two: Proposed[] = [
		['challenge/finance', 'challenge', 'funds'],
		['sector/waste', 'none', 'mercury waste']
	];
	const several = (count: number) => Array.from({ length: count }, (_, index) => `${english} This is passage ${index + 1}.`);
	for (const name of ['keys', 'plain', 'touch', 'both', 'lost', 'chance']) documents[name] = await made(db, name, several(8), 'en', two);
	documents['arabic'] = await made(db, 'arabic', [arabic, arabic], 'ar', [['need/equipment', 'need', 'GC-MS']]);
	documents['project'] = await made(db, 'project', several(2), 'en', two, '2098-full');
	for (const name of ['ana', 'ben']) {
		actors[name] = await makeHolder(db, 'analyst', `${name}@example.org`);
		sessions[name] = await sessionOf(db, `${name}@example.org`);
	}
	await makeProject(db, actors['ana']!, {
		...{ languages: [], regions: [], kinds: [], cycle: '2098-full', samples: true, size: 10, allocation: 'equal', audit: 0 },
		...{ title: 'Blind', language: 'en', purpose: '', schemes: ['challenge', 'need', 'sector'], rule: 'double', doubleShare: 1 },
		...{ blind: true, showsProposals: true, randomShare: 0, seed: 1, coders: [actors['ana']!.personId, actors['ben']!.personId] }
	} as unknown as NewProject);
	await db.destroy();
	return { sessions, documents };
}
