import type { Db } from '#db/connect.server.ts';
import { languages } from '#text/languages.ts';
import { seededRandom } from '#text/random.ts';
import type { Plan, Proposal } from './load-plan.ts';

const eachPage = 40;

/** What readers read: every kind of page equally often, in six languages, over documents, passages and concepts drawn at random. */
export async function readersPages(db: Db): Promise<Plan['pages']> {
	const random = seededRandom(8);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
	const documents = await db.selectFrom('document').select('id').orderBy('id').execute();
	const passages = await db.selectFrom('passage').select(['id', 'documentId']).orderBy('id').execute();
	const concepts = await db
		.selectFrom('concept')
		.select('id')
		.where('scheme', 'in', ['challenge', 'need', 'sector'])
		.orderBy('id')
		.execute();
	const parties = await db.selectFrom('document').select('party').where('party', 'is not', null).distinct().orderBy('party').execute();
	const kinds: [string, () => string][] = [
		['home', () => ''],
		['documents', () => '/documents'],
		['documents, further', () => `/documents?after=${pick(documents).id}`],
		['document', () => `/documents/${pick(documents).id}`],
		['passage', () => one(pick(passages))],
		['findings', () => '/findings'],
		['cross table', () => `/findings/${pick(['challenge', 'need', 'sector'])}/${pick(['region', 'language', 'cycle'])}`],
		['concepts', () => '/concepts'],
		['concept', () => `/concepts/${pick(concepts).id}`],
		['Party', () => `/parties/${pick(parties).party ?? ''}`]
	];
	const one = ({ id, documentId }: { id: number; documentId: number }) => `/documents/${documentId}/passages/${id}`;
	return kinds.flatMap(([name, path]) => Array.from({ length: eachPage }, () => ({ name, path: `/${pick(languages)}${path()}` })));
}

/** So many proposals over all documents, in an order that follows none of them. */
export async function drawProposals(db: Db, count: number): Promise<Proposal[]> {
	const rows = await db
		.selectFrom('evidence')
		.innerJoin('passage', 'passage.id', 'evidence.passageId')
		.innerJoin('document', 'document.id', 'passage.documentId')
		.where('evidence.status', '=', 'proposed')
		.where('document.isSample', '=', false)
		.select(['evidence.id as evidenceId', 'passage.id as passageId', 'documentId'])
		.orderBy('evidence.id')
		.execute();
	const random = seededRandom(9);
	for (let at = rows.length - 1; at > 0; at--) {
		const other = Math.floor(random() * (at + 1));
		[rows[at], rows[other]] = [rows[other] as Proposal, rows[at] as Proposal];
	}
	return rows.slice(0, count);
}
