import { sql } from 'kysely';
import { connect } from '#db/connect.server.ts';
import { citedPassages, countedPassages, spokenOf } from '#domain/findings/counted.server.ts';
const db = await connect({ folder: '/tmp/studybig' });
const f = { basis: 'proposed', samples: false } as const;
const lap = async (n: string, w: () => Promise<unknown>) => {
	const t = performance.now();
	const r = (await w()) as any;
	console.log(n, Math.round(performance.now() - t), r.length);
};
for (const scheme of ['challenge', 'sector', 'need', 'enabler'])
	await lap('cit ' + scheme, () =>
		db
			.with('counted', () => countedPassages(db, f).select(['passage.id as passageId', 'document.party', 'party.unGroup as region']))
			.with('spoken', () =>
				spokenOf(db, f.basis, scheme)
					.groupBy(['evidence.passageId', 'evidence.conceptId'])
					.select(['evidence.passageId', 'evidence.conceptId'])
					.select(sql<boolean>`bool_or(evidence.status = 'accepted')`.as('isReviewed'))
			)
			.selectFrom('counted')
			.innerJoin('spoken', 'spoken.passageId', 'counted.passageId')
			.select(['counted.passageId', 'conceptId', 'party', 'region', 'isReviewed'])
			.execute()
	);
await lap('grounds', () =>
	countedPassages(db, f)
		.groupBy(['passage.documentId', 'document.party', 'party.unGroup'])
		.select(({ fn }) => [fn.min('passage.id').as('passageId'), 'document.party', 'party.unGroup as region'])
		.orderBy('passageId')
		.execute()
);
const q = citedPassages(db, { ...f, statements: 'all' })
	.innerJoin('specificity', 'specificity.passageId', 'passage.id')
	.select(['passage.id', 'passage.language', 'party.unGroup as region', 'specificity.score']);
await lap('statements no exists', () => q.execute());
await lap('statements', () =>
	q
		.select(({ exists, selectFrom }) =>
			exists(
				selectFrom('evidence')
					.whereRef('evidence.passageId', '=', 'passage.id')
					.where('evidence.status', '=', 'accepted')
					.where('evidence.stance', 'in', ['challenge', 'need'])
					.select('evidence.id')
			).as('r')
		)
		.execute()
);
await db.destroy();
