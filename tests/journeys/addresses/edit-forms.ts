import type { Db } from '#db/connect.server.ts';
import { makeDocument } from './documents.ts';
import type { MadeDocument } from './documents.ts';
import type { Form, Sent } from './form.ts';
import { makeRequest } from './requests.ts';
import { nobody, partyA } from './roles.ts';
import type { Owner } from './roles.ts';
import { makeBareStudy, seesStudy } from './studies.ts';

const why = 'the rule says so';
const editing = '/[language=language]/documents/[id=id]/edit';
const rewording = '/[language=language]/study/[id=id]/sentences/[position=id]/edit';
const request = '/[language=language]/corrections/requests/[id=id]';
const asking = '/[language=language]/corrections/ask';

type Where = { owner: Owner; level: MadeDocument['level']; state: MadeDocument['state'] };
const change = (what: string, where: Where, may: Form['may']): Form => ({
	...{ what: `changes the details of ${what}`, of: where.owner, may },
	make: async (db) => {
		const made = await makeDocument(db, where);
		const details = { title: made.title, party: made.party ?? '', kind: 'national-report', cycle: made.cycle, language: 'en' };
		const fields = Object.entries(details).flatMap(([name, value]) => [
			[`began.${name}`, value],
			[`words.${name}`, name === 'title' ? `${value} again` : value]
		]);
		return { values: { id: String(made.id) }, fields: { ...Object.fromEntries(fields), why }, record: made };
	}
});

const settlers = ['analyst', 'editor', 'secretariat-administrator'] as const;
const settling = (what: string, state: 'sent' | 'settled', fields: Sent['fields']): Form[] => [
	{
		...{ what: `${what} about a document of a Party`, of: partyA, may: ['focal-point', ...settlers] },
		make: async (db) => {
			const document = await makeDocument(db, { owner: partyA, level: 'public', state: 'published' });
			const { id } = await makeRequest(db, document, state);
			// Until it is shown it is as closed as what the secretariat shares with that Party.
			return { values: { id: String(id) }, fields, record: { ...partyA, level: 'secretariat' } };
		}
	},
	{
		...{ what: `${what} about a Party`, of: nobody, may: settlers },
		make: async (db) => {
			const { id } = await makeRequest(db, undefined, state);
			return { values: { id: String(id) }, fields, record: { ...nobody, level: 'secretariat' } };
		}
	}
];

const question = { language: 'en', wrong: 'The year is wrong.' };

export const editForms: Record<string, Form[]> = {
	[`POST ${editing}?/save`]: [
		change('a draft', { owner: partyA, level: 'own', state: 'draft' }, [
			...(['contributor', 'reviewer', 'national-administrator', 'focal-point', 'unconfirmed'] as const)
		]),
		change('what was submitted', { owner: partyA, level: 'own', state: 'submitted' }, ['reviewer', 'focal-point']),
		change('what is published', { owner: partyA, level: 'public', state: 'published' }, ['analyst', 'editor']),
		change('what was withdrawn', { owner: partyA, level: 'secretariat', state: 'withdrawn' }, [])
	],
	// Only one's own words are dropped: whoever has none there loses none.
	[`POST ${editing}?/drop`]: [
		{ what: 'drops its own words', of: nobody, may: 'everyone', changes: false, make: () => ({ values: { id: '1' }, fields: {} }) }
	],
	[`POST ${rewording}?/save`]: [
		{
			...{ what: 'rewords a sentence', of: nobody, may: ['analyst', 'editor', 'translator'] },
			make: async (db: Db) => {
				const { id, body } = await makeBareStudy(db, 'public');
				const fields = { 'began.body': body, 'words.body': `${body} Or so it seems.`, why };
				return { values: { id: String(id), position: '1' }, fields };
			}
		}
	],
	[`POST ${rewording}?/drop`]: [
		{
			...{ what: 'drops its own words on a closed study', of: nobody, may: seesStudy('parties'), refused: 404, changes: false },
			make: async (db: Db) => ({ values: { id: String((await makeBareStudy(db, 'parties')).id), position: '1' }, fields: {} })
		}
	],
	[`POST ${asking}`]: [
		{
			...{ what: 'asks for a correction', of: nobody, may: 'everyone' },
			make: () => ({ query: '?about=party/QAA', fields: question })
		},
		{
			...{ what: 'asks for a correction of a closed document', of: partyA, may: ({ party }) => party === 'QAA' },
			make: async (db) => {
				const document = await makeDocument(db, { owner: partyA, level: 'own', state: 'draft' });
				return { query: `?about=document/${document.id}`, fields: question, record: document };
			}
		}
	],
	[`POST ${request}?/take`]: settling('takes a request', 'sent', {}),
	[`POST ${request}?/settle`]: settling('settles a request', 'sent', { verdict: 'accepted', answer: 'It was.', answerLanguage: 'en' }),
	[`POST ${request}?/show`]: settling('shows a request', 'settled', { shown: 'yes' })
};
