import { reviewsSome } from './bench-forms.ts';
import { mayDiscuss } from './codebook-forms.ts';
import { leads as leadsCoding } from './coding-forms.ts';
import { mayRead } from './documents.ts';
import type { MadeDocument } from './documents.ts';
import { mayObject } from './reply-forms.ts';
import { managesMachines } from './machine-forms.ts';
import { isOwn, isSecretariat } from './roles.ts';
import type { Role } from './roles.ts';
import { seesStudy } from './studies.ts';
import type { World } from './world.ts';

/** An address and who is shown it: the answer that a role gets. */
type Page = { values?: Record<string, string>; query?: string; gets: (role: Role) => number };

const everyone = () => 200;
const leads = () => 302;
const whoever = (may: (role: Role) => boolean, otherwise: number) => (role: Role) => (may(role) ? 200 : otherwise);
const signedIn = ({ cookie }: Role) => cookie !== undefined;
const here = ({ isHere }: Role) => isHere;
/** Whoever may move a sensitive step sees those that were moved. */
const mover = ({ offices }: Role) => offices.some((kind) => kind === 'analyst' || kind === 'secretariat-administrator');
const one = (gets: Page['gets'], values: Record<string, string> = {}, query?: string): Page[] => [
	{ values, gets, ...(query !== undefined && { query }) }
];

/** Whoever writes on studies. */
const writes = ({ offices }: Role) => offices.some((kind) => kind === 'analyst' || kind === 'editor' || kind === 'translator');

/** A draft is changed by all its own people, what they submitted by those who answer for it, what is published by the secretariat. */
function mayChange(role: Role, document: MadeDocument): boolean {
	const holds = (...kinds: string[]) => role.offices.some((kind) => kinds.includes(kind));
	if (document.state === 'draft') return isOwn(role, document);
	if (document.state === 'submitted') return isOwn(role, document) && !role.isProvisional && holds('reviewer', 'focal-point', 'partner');
	return document.state === 'published' && holds('analyst', 'editor');
}

const keepsCodebook = ({ offices }: Role) => offices.some((kind) => ['analyst', 'editor', 'secretariat-administrator'].includes(kind));
const between = ({ versions: [from, to] }: World['codebook']) => `?from=${from}&to=${to}`;

/** Every page and file of the site, with all the records that it can be asked for, and who gets what. */
export function pagesOf({
	documents,
	studies,
	jobs,
	motions,
	requests,
	objections,
	officeIds,
	coding,
	codebook
}: World): Record<string, Page[]> {
	const ofDocuments = (addresses: (document: World['documents'][number]) => Page[]) => documents.flatMap(addresses);
	const ofStudies = (): Page[] => studies.map(({ id, level }) => ({ values: { id: String(id) }, gets: whoever(seesStudy(level), 404) }));
	/** Coded passages: of all documents that one may read, or of one. */
	const files = (more: string): Page[] => [
		...one(everyone, {}, `?basis=proposed${more}`),
		...one(() => 404, {}, `?document=999999${more}`),
		...one(() => 404, {}, `?project=999999${more}`),
		...ofDocuments((document) =>
			one(
				whoever((role) => mayRead(role, document), 404),
				{},
				`?document=${document.id}${more}`
			)
		)
	];
	/** The bench on one passage, for who reviews something somewhere. */
	const reviewing = (): Page[] =>
		ofDocuments(({ passages }) =>
			passages.flatMap((passage) =>
				one((role) => (!reviewsSome(role) ? 403 : mayRead(role, passage) ? 200 : 404), {}, `?passage=${passage.id}`)
			)
		);
	/** The Party's own people and the secretariat. */
	const ofParties = (): Page[] =>
		['QAA', 'QZZ'].flatMap((iso3) =>
			one(
				whoever((role) => isSecretariat(role) || role.party === iso3, 403),
				{ iso3 }
			)
		);
	const table = { rows: 'challenge', columns: 'region', by: 'language' };
	return {
		'GET /': one(leads),
		'GET /health': one(everyone),
		'GET /ready': one(everyone),
		'GET /metrics': one(whoever(here, 404)),
		'GET /api/auth/[...path]': ['get-session', 'list-sessions', 'passkey/list-user-passkeys'].flatMap((path) => one(() => 404, { path })),
		'GET /[language=language]': one(everyone),
		'GET /[language=language]/about': one(everyone),
		'GET /[language=language]/account': one(whoever(signedIn, 303)),
		'GET /[language=language]/account/mine.json': one(whoever(signedIn, 403)),
		'GET /[language=language]/coding': one(everyone),
		'GET /[language=language]/coding/new': one(whoever(leadsCoding, 403)),
		'GET /[language=language]/coding/[project=id]': one(whoever(coding.sees, 404), { project: String(coding.project) }),
		'GET /[language=language]/coding/[project=id]/adjudicate': one((role) => (leadsCoding(role) ? 200 : coding.sees(role) ? 403 : 404), {
			project: String(coding.project)
		}),
		'GET /[language=language]/coding/[project=id]/adjudicate/[passage=id]': one(
			(role) => (leadsCoding(role) ? 200 : coding.sees(role) ? 403 : 404),
			{ project: String(coding.project), passage: String(coding.passage) }
		),
		'GET /[language=language]/coding/[project=id]/bench': one(whoever(coding.sees, 404), { project: String(coding.project) }),
		'GET /[language=language]/coding/[project=id]/bench/next': one(whoever(coding.sees, 404), { project: String(coding.project) }),
		'GET /[language=language]/coding/[project=id]/agreement': one(() => 404, { project: '999999' }),
		'GET /[language=language]/coding/[project=id]/agreement/[passage=id]': one(() => 404, { project: '999999', passage: '1' }),
		'GET /[language=language]/coding/[project=id]/agreement/codes.csv': one(() => 404, { project: '999999' }),
		'GET /[language=language]/coding/[project=id]/agreement/codes.json': one(() => 404, { project: '999999' }),
		'GET /[language=language]/coding/[project=id]/agreement/disagreements.csv': one(() => 404, { project: '999999' }),
		'GET /[language=language]/coding/[project=id]/agreement/disagreements.json': one(() => 404, { project: '999999' }),
		'GET /[language=language]/coding/[project=id]/agreement/measures.csv': one(() => 404, { project: '999999' }),
		'GET /[language=language]/coding/[project=id]/agreement/measures.json': one(() => 404, { project: '999999' }),
		'GET /[language=language]/concepts': one(everyone),
		'GET /[language=language]/concepts/[scheme]/[name]': one(everyone, { scheme: 'challenge', name: 'finance' }),
		'GET /[language=language]/concepts/[scheme]/[name]/change': [undefined, 'reword', 'move', 'merge', 'split', 'retire'].flatMap((kind) =>
			one(whoever(keepsCodebook, 403), { scheme: 'challenge', name: 'finance' }, kind && `?kind=${kind}`)
		),
		'GET /[language=language]/concepts/[scheme]/[name]/discussion': one(whoever(mayDiscuss, 403), { scheme: 'challenge', name: 'finance' }),
		'GET /[language=language]/concepts/codebook.csv': one(everyone),
		'GET /[language=language]/concepts/codebook.jsonld': one(everyone),
		'GET /[language=language]/concepts/codebook.ttl': one(everyone),
		'GET /[language=language]/concepts/versions': one(everyone),
		'GET /[language=language]/concepts/versions/[version]': codebook.versions.flatMap((version) => one(everyone, { version })),
		'GET /[language=language]/concepts/versions/changes/[id=id]': [
			...one(whoever(keepsCodebook, 403), { id: String(codebook.draft) }),
			...one(everyone, { id: String(codebook.confirmed) })
		],
		'GET /[language=language]/concepts/versions/difference': one(everyone, {}, between(codebook)),
		'GET /[language=language]/concepts/versions/difference/difference.json': one(everyone, {}, between(codebook)),
		'GET /[language=language]/concepts/versions/flags': [...one(everyone), ...one(everyone, {}, '?settled')],
		'GET /[language=language]/corrections': one(everyone),
		'GET /[language=language]/corrections/feed.xml': one(everyone),
		'GET /[language=language]/corrections/ask': [
			...one(everyone, {}, '?about=party/QAA'),
			...one(() => 404, {}, '?about=person/1'),
			...ofDocuments((document) =>
				one(
					whoever((role) => mayRead(role, document), 404),
					{},
					`?about=document/${document.id}`
				)
			)
		],
		'GET /[language=language]/corrections/requests': one(everyone),
		'GET /[language=language]/corrections/requests/[id=id]': requests.flatMap(({ id, sees }) =>
			one(whoever(sees, 404), { id: String(id) })
		),
		'GET /[language=language]/documents': [...one(everyone), ...one(everyone, {}, '?q=lacking'), ...one(everyone, {}, '?party=QAA')],
		'GET /[language=language]/documents/[id=id]': ofDocuments((document) =>
			one(
				whoever((role) => mayRead(role, document), 404),
				{ id: String(document.id) }
			)
		),
		'GET /[language=language]/documents/[id=id]/edit': ofDocuments((document) =>
			one((role) => (!mayRead(role, document) ? 404 : mayChange(role, document) ? 200 : 403), { id: String(document.id) })
		),
		'GET /[language=language]/documents/[id=id]/original': ofDocuments((document) =>
			one(
				// A file is given only to who may read all of it.
				(role) => (!mayRead(role, document) ? 404 : document.passages.every((passage) => mayRead(role, passage)) ? 200 : 404),
				{ id: String(document.id) }
			)
		),
		'GET /[language=language]/documents/[id=id]/passages/[passage=id]': ofDocuments(({ id, passages }) =>
			passages.flatMap((passage) =>
				one(
					whoever((role) => mayRead(role, passage), 404),
					{ id: String(id), passage: String(passage.id) }
				)
			)
		),
		'GET /[language=language]/documents/upload': one(everyone),
		'GET /[language=language]/documents/upload/[id=id]': jobs.map(({ id, askedBy, party }) => ({
			values: { id: String(id) },
			gets: whoever((role) => role === askedBy || (party === null && isSecretariat(role)), 404)
		})),
		'GET /[language=language]/exchange': files(''),
		'GET /[language=language]/exchange/codebook': one(everyone),
		'GET /[language=language]/exchange/codebook.qdc': one(everyone),
		'GET /[language=language]/exchange/codebook.xlsx': one(everyone),
		// What was sent is for its sender alone; these jobs are of another kind.
		'GET /[language=language]/exchange/import/[id=id]': jobs.flatMap(({ id }) => one(() => 404, { id: String(id) })),
		'GET /[language=language]/exchange/passages.csv': files('&refused'),
		'GET /[language=language]/exchange/passages.jsonld': files(''),
		'GET /[language=language]/exchange/passages.xlsx': files(''),
		'GET /[language=language]/exchange/project.qdpx': files('&names'),
		'GET /[language=language]/exchange/training.jsonl': files(''),
		'GET /[language=language]/findings': [...one(everyone), ...one(everyone, {}, '?basis=reviewed')],
		'GET /[language=language]/findings/[rows]': one(everyone, table),
		'GET /[language=language]/findings/[rows]/[columns]': one(everyone, table),
		'GET /[language=language]/findings/[rows]/[columns]/table.csv': one(everyone, table),
		'GET /[language=language]/findings/[rows]/[columns]/table.json': one(everyone, table),
		'GET /[language=language]/findings/[rows]/table.csv': one(everyone, { rows: 'challenge' }),
		'GET /[language=language]/findings/[rows]/table.json': one(everyone, { rows: 'challenge' }),
		'GET /[language=language]/findings/generic/[by]/table.csv': one(everyone, table),
		'GET /[language=language]/findings/generic/[by]/table.json': one(everyone, table),
		'GET /[language=language]/findings/passages': one(everyone, {}, '?concept=challenge%2Ffinance'),
		'GET /[language=language]/history': one(whoever(signedIn, 403)),
		'GET /[language=language]/machines': one(everyone),
		// The machine that ships is the first coder of a new site.
		'GET /[language=language]/machines/[id=id]': [...one(everyone, { id: '1' }), ...one(() => 404, { id: '999999' })],
		'GET /[language=language]/machines/[id=id]/machine.json.gz': [...one(everyone, { id: '1' }), ...one(() => 404, { id: '999999' })],
		'GET /[language=language]/machines/compare': [...one(everyone), ...one(everyone, {}, '?one=1&other=2')],
		'GET /[language=language]/machines/train': one(whoever(managesMachines, 403)),
		'GET /[language=language]/mail': one(whoever(here, 404)),
		'GET /[language=language]/memos': [...one(everyone), ...one(everyone, {}, `?project=${coding.project}&q=zq`)],
		'GET /[language=language]/memos/memos.csv': one(everyone),
		'GET /[language=language]/offices': one(everyone),
		'GET /[language=language]/offices/[id=id]': officeIds.flatMap((id) => one(everyone, { id: String(id) })),
		'GET /[language=language]/offices/motions': one(whoever(mover, 403)),
		'GET /[language=language]/offices/motions/[id=id]': motions.flatMap(({ id }) => one(whoever(mover, 403), { id: String(id) })),
		'GET /[language=language]/offices/motions/[id=id]/note': motions.flatMap(({ id, hasNote }) =>
			one((role) => (!mover(role) ? 403 : hasNote ? 200 : 404), { id: String(id) })
		),
		'GET /[language=language]/parties': one(everyone),
		'GET /[language=language]/parties/[iso3]': ['QAA', 'QZZ'].flatMap((iso3) => one(everyone, { iso3 })),
		'GET /[language=language]/parties/[iso3]/coding': ofParties(),
		'GET /[language=language]/parties/[iso3]/coding/coding.csv': ofParties(),
		'GET /[language=language]/parties/[iso3]/coding/coding.json': ofParties(),
		'GET /[language=language]/parties/[iso3]/coding/object': ofDocuments(({ party, organisationId, state, passages }) =>
			party !== 'QAA' || state !== 'published'
				? []
				: passages.flatMap((passage) =>
						[`?code=${passage.evidenceId}`, `?passage=${passage.id}`].map((query) => ({
							...{ values: { iso3: party }, query },
							gets: (role: Role) => (mayObject(role, { party, organisationId }) ? 200 : 403)
						}))
					)
		),
		'GET /[language=language]/parties/list.csv': one(everyone),
		'GET /[language=language]/privacy': one(everyone),
		'GET /[language=language]/quality': [...one(everyone), ...one(everyone, {}, '?samples=true&language=fr')],
		'GET /[language=language]/quality/measures.csv': one(everyone),
		'GET /[language=language]/quality/measures.json': one(everyone, {}, '?samples=true'),
		'GET /[language=language]/replies': [...one(everyone), ...one(everyone, {}, '?state=open'), ...one(everyone, {}, '?party=QAA')],
		'GET /[language=language]/replies/[id=id]': objections.flatMap(({ id, sees }) => one(whoever(sees, 404), { id: String(id) })),
		'GET /[language=language]/review': [...one(whoever(reviewsSome, 403)), ...reviewing()],
		'GET /[language=language]/review/next': [...one(whoever(reviewsSome, 403)), ...reviewing()],
		'GET /[language=language]/sign-in': one((role) => (signedIn(role) ? 303 : 200)),
		'GET /[language=language]/sign-in/link': one(everyone),
		'GET /[language=language]/sign-in/sent': one(everyone),
		'GET /[language=language]/study': one(everyone),
		'GET /[language=language]/study/[id=id]': [...ofStudies(), ...ofStudies().map((page) => ({ ...page, query: '?today' }))],
		'GET /[language=language]/study/[id=id]/sentences.json': ofStudies(),
		'GET /[language=language]/study/[id=id]/word': ofStudies(),
		'GET /[language=language]/study/[id=id]/sentences/[position=id]': studies.flatMap(({ id, level, positions }) =>
			positions.map(({ position, isWithheld }) => ({
				values: { id: String(id), position: String(position) },
				gets: whoever((role) => seesStudy(level)(role) && !isWithheld(role), 404)
			}))
		),
		'GET /[language=language]/study/[id=id]/sentences/[position=id]/edit': studies.flatMap(({ id, level, positions }) =>
			positions.slice(-2).map(({ position, isWithheld }) => ({
				values: { id: String(id), position: String(position) },
				gets: (role) => (!seesStudy(level)(role) || isWithheld(role) ? 404 : writes(role) ? 200 : 403)
			}))
		),
		// Only the platform asks for it, as its answer to whoever asked too often.
		'GET /[language=language]/too-often': one(() => 303)
	};
}
