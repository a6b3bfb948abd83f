import { operator } from '#domain/actor.ts';
import type { NewProject } from '#domain/coding/input.ts';
import { makeProject } from '#domain/coding/project.server.ts';
import { firstOf, makeDocument } from './documents.ts';
import type { Fields, Form, Sent } from './form.ts';
import { isSecretariat, nobody, partnerOne, partyA } from './roles.ts';
import type { Owner, Role } from './roles.ts';
import type { DocumentState } from '#domain/rights.ts';
import type { Level } from '#domain/level.ts';

const bench = '/[language=language]/coding/[project=id]/bench';
const staff = ['contributor', 'reviewer', 'national-administrator', 'focal-point', 'unconfirmed'] as const;
const analysts = ['analyst', 'secretariat-administrator'] as const;

type Where = { of: Owner; level: Level; state: DocumentState };
/** Whoever may settle what was proposed in a document: its own people until it is published, then the analysts of the secretariat. */
const places: [string, Where, Form['may']][] = [
	['a published document', { of: partyA, level: 'public', state: 'published' }, analysts],
	['a draft of a Party', { of: partyA, level: 'own', state: 'draft' }, staff],
	['a draft of a partner', { of: partnerOne, level: 'own', state: 'draft' }, ['partner', 'partner-editor']]
];

const code = { conceptId: 'challenge/data', stance: 'challenge', quote: 'is lacking' };
const acts: [string, (evidenceId: number) => Fields][] = [
	['settles a proposal', (evidenceId) => ({ act: `verb=settle&verdict=refused&evidenceId=${evidenceId}` })],
	['adds a code', () => ({ verb: 'add', ...code })],
	['changes a code', (evidenceId) => ({ piece: `evidenceId=${evidenceId}&seen=proposed`, ...code })]
];

/** Whoever may settle what was proposed in some document, wherever. */
export const reviewsSome = ({ offices }: Role): boolean => offices.some((kind) => !['editor', 'translator'].includes(kind));
const isVisitor = ({ cookie }: Role): boolean => cookie === undefined;
const codes = (role: Role): boolean => isSecretariat(role) || role.offices.some((kind) => kind === 'partner' || kind === 'partner-editor');

/** Sends an act about the first passage of a document of its own. The page itself is only for those who review something. */
const inQueue = (about: Partial<Form>, byForm: boolean): Form[] =>
	places.flatMap(([where, { of, level, state }, may]) =>
		acts.map(([what, fields]): Form => ({
			...{ what: `${what} at the bench in ${where}`, of, may, ...about },
			make: async (db, role): Promise<Sent> => {
				const made = await makeDocument(db, { owner: of, level, state });
				const { id, evidenceId } = firstOf(made);
				const sent = { fields: { passageId: String(id), ...fields(Number(evidenceId)) } };
				if (!byForm) return { ...sent, record: made };
				return { ...sent, query: `&passage=${id}`, ...(reviewsSome(role) && { record: made }) };
			}
		}))
	);

/** A task of the role's own where it may code, else of somebody else. Nobody else sees such a coding project. */
const inProject = (about: Partial<Form>): Form => ({
	...{ what: 'skips a task', of: nobody, may: codes, refused: 404, ...about },
	make: async (db, role): Promise<Sent> => {
		const document = await makeDocument(db, { owner: nobody, level: 'public', state: 'published' });
		const editor = await db
			.selectFrom('holding')
			.innerJoin('office', 'office.id', 'holding.officeId')
			.select('personId')
			.where('kind', '=', 'editor')
			.executeTakeFirstOrThrow();
		const asked = {
			...{ title: 'A trial', language: 'en', schemes: ['need'], rule: 'single', blind: true, showsProposals: false, seed: 1 },
			...{ size: 1, cycle: document.cycle, samples: false, coders: [codes(role) ? role.personId : editor.personId] }
		};
		const project = await makeProject(db, operator, asked as unknown as NewProject);
		return { values: { project: String(project) }, fields: { passageId: String(firstOf(document).id), act: 'verb=skip' } };
	}
});

/** What a script sends is answered with 401 where nobody is signed in, so that it is kept until someone is. */
const byScript = (form: (about: Partial<Form>) => Form[]): Form[] => [
	...form({ done: 200, except: isVisitor }),
	...form({ may: () => false, refused: 401, except: (role) => !isVisitor(role) })
];

export const benchForms: Record<string, Form[]> = {
	'POST /[language=language]/review?/act': inQueue({}, true),
	'POST /[language=language]/review/acts': byScript((about) => inQueue(about, false)),
	[`POST ${bench}?/act`]: [inProject({})],
	[`POST ${bench}/acts`]: byScript((about) => [inProject(about)])
};
