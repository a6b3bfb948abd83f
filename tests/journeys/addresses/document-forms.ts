import type { Level } from '#domain/level.ts';
import type { DocumentState } from '#domain/rights.ts';
import type { Db } from '#db/connect.server.ts';
import { firstOf, makeDocument } from './documents.ts';
import type { Fields, Form, Sent } from './form.ts';
import { nobody, partnerOne, partyA } from './roles.ts';
import type { Owner } from './roles.ts';

const document = '/[language=language]/documents/[id=id]';
const passage = `${document}/passages/[passage=id]`;
const why = 'the rule says so';
const staff = ['contributor', 'reviewer', 'national-administrator', 'focal-point', 'unconfirmed'] as const;
const partners = ['partner', 'partner-editor'] as const;

type Where = { of: Owner; level: Level; state: DocumentState };
const draftOf = (of: Owner): Where => ({ of, level: 'own', state: 'draft' });
const submittedOf = (of: Owner): Where => ({ of, level: 'own', state: 'submitted' });
const publishedOf = (of: Owner): Where => ({ of, level: 'public', state: 'published' });

/** Sends fields about a document of its own, or about its first passage. */
function about({ of, level, state }: Where, fields: (evidenceId: string) => Fields) {
	return async (db: Db): Promise<Sent> => {
		const made = await makeDocument(db, { owner: of, level, state });
		const { id, evidenceId } = firstOf(made);
		return { values: { id: String(made.id), passage: String(id) }, fields: fields(String(evidenceId)), record: made };
	};
}

const step = (what: string, where: Where, may: Form['may'], fields: Fields): Form => ({
	...{ what, may, of: where.of },
	make: about(where, () => ({ why, ...fields }))
});

/** Whoever may settle what was proposed in a document: its own people until it is published, then the analysts of the secretariat. */
const reviewers: [string, Where, Form['may']][] = [
	['a published document', publishedOf(partyA), ['analyst', 'secretariat-administrator']],
	['a draft of a Party', draftOf(partyA), staff],
	['what a Party submitted', submittedOf(partyA), staff],
	['a draft of a partner', draftOf(partnerOne), partners]
];
const reviewing = (what: string, fields: (evidenceId: string) => Fields): Form[] =>
	reviewers.map(([where, place, may]) => ({ what: `${what} in ${where}`, of: place.of, may, make: about(place, fields) }));

const settle = (evidenceId: string): Fields => ({ settle: `accepted ${evidenceId}` });
const coded = { conceptId: 'challenge/data', stance: 'challenge' };
const file = () => new File([`Report ${crypto.randomUUID()}: mercury is used.`], 'report.txt');

export const documentForms: Record<string, Form[]> = {
	[`POST ${document}?/step`]: [
		step('submits a draft of a Party', draftOf(partyA), ['reviewer', 'national-administrator', 'focal-point'], { step: 'submit' }),
		step('submits a draft of a partner', draftOf(partnerOne), ['partner'], { step: 'submit' }),
		step('returns what a Party submitted', submittedOf(partyA), ['reviewer', 'focal-point'], { step: 'return' }),
		step('publishes what a Party submitted', submittedOf(partyA), ['focal-point'], { step: 'publish', level: 'public' }),
		step('publishes what a partner submitted', submittedOf(partnerOne), ['partner'], { step: 'publish', level: 'parties' }),
		step('withdraws a document of a Party', publishedOf(partyA), ['focal-point'], { step: 'withdraw' }),
		step('withdraws a document of a partner', publishedOf(partnerOne), ['partner'], { step: 'withdraw' }),
		step('withdraws a document of nobody', publishedOf(nobody), ['analyst', 'secretariat-administrator'], { step: 'withdraw' }),
		step('closes a document of a Party', publishedOf(partyA), ['focal-point'], { step: 'set-level', level: 'secretariat' }),
		step('closes a document of nobody', publishedOf(nobody), ['analyst', 'secretariat-administrator'], {
			step: 'set-level',
			level: 'parties'
		})
	],
	[`POST ${document}?/review`]: reviewing('settles a proposal', settle),
	[`POST ${passage}?/review`]: reviewing('settles a proposal', settle),
	[`POST ${passage}?/change`]: reviewing('changes a proposal', (evidenceId) => ({ piece: `${evidenceId} proposed`, ...coded })),
	[`POST ${passage}?/add`]: reviewing('adds evidence', () => ({ ...coded, quote: 'is lacking' })),
	[`POST ${passage}?/reopen`]: reviewing('reopens evidence', (evidenceId) => ({ evidenceId })).map((form) => ({
		...form,
		make: async (db, role) => {
			const sent = await form.make(db, role);
			const settled = { status: 'accepted' as const, reviewedBy: 'operator', reviewedAt: new Date() };
			await db.updateTable('evidence').set(settled).where('id', '=', Number(sent.fields.evidenceId)).execute();
			return sent;
		}
	})),
	[`POST ${passage}?/close`]: [
		step('closes a passage of a Party', publishedOf(partyA), ['focal-point'], { level: 'secretariat' }),
		step('closes a passage of a partner', publishedOf(partnerOne), ['partner'], { level: 'secretariat' }),
		step('closes a passage of nobody', publishedOf(nobody), ['analyst', 'secretariat-administrator'], { level: 'parties' })
	],
	'POST /[language=language]/documents/upload': [
		{
			...{ what: 'sends a report of a Party', of: partyA },
			may: [...staff, 'analyst', 'editor', 'secretariat-administrator'],
			make: () => ({ fields: { files: file(), party: 'QAA', kind: 'national-report' } })
		},
		{
			...{ what: 'sends a report of no Party', of: partnerOne },
			may: [...partners, 'analyst', 'editor', 'secretariat-administrator'],
			// Each partner sends what becomes its own organisation's.
			except: ({ organisationId }) => organisationId !== null,
			make: () => ({ fields: { files: file(), kind: 'other' } })
		}
	],
	'POST /[language=language]/study?/draft': [
		{ what: 'drafts a study', of: nobody, may: ['analyst', 'editor'], make: () => ({ fields: { language: 'en', samples: 'false' } }) }
	],
	'POST /[language=language]/parties': [
		{
			...{ what: 'imports a list of status', of: nobody, may: ['analyst', 'secretariat-administrator'], done: 200 },
			make: () => ({ fields: { list: new File(['iso3,status,date,source\nQAA,party,2020,A list\n'], 'list.csv') } })
		}
	]
};
