import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Db } from '#db/connect.server.ts';
import { discloses } from '#domain/documents/disclosure.server.ts';
import type { EvidenceStatus } from '#domain/evidence/model.ts';
import { say } from '#i18n/messages.ts';
import type { Language } from '#text/languages.ts';
import type { Actor } from '../actor.ts';
import { Refusal } from '../refusal.ts';
import { carry, memoNote, variables } from './carry.ts';
import { codeTree, keyGuid, machineId, stateTree, withStances } from './codes.ts';
import { importedPrefix } from './model.ts';
import type { Author, CarriedDocument, CarriedMemo, Scope } from './model.ts';
import {
	findCodingProject,
	isCarried,
	listDocuments,
	listMemos,
	listShown,
	listTaskCodes,
	passagesOf,
	visibleNames
} from './read.server.ts';
import { codeXml, moment, noteRef, noteXml, origin, textXml } from './refi/write.ts';
import type { WrittenNote } from './refi/write.ts';
import { declaration, element, textElement } from './refi/write-xml.ts';
import { zipped } from './zip-stream.ts';
import type { Part } from './zip-stream.ts';

export type Asked = { scope: Scope; language: Language; date: Date; withNames: boolean };

/**
 * A project (.qdpx) of the documents that are asked for, as a stream. What of a document is closed is written down as shown before it goes
 * out. `db` shows what the reader may see; `store` takes the disclosure.
 */
export async function writeProject(db: Db, store: Db, actor: Actor, asked: Asked): Promise<AsyncGenerator<Uint8Array>> {
	const project = 'projectId' in asked.scope ? await findCodingProject(db, asked.scope.projectId) : undefined;
	const documents = await listDocuments(db, asked.scope);
	if (documents.length === 0) throw new Refusal('exchange.nothing');
	await discloses(store, actor, 'file', { named: documents.map(({ id }) => id) });
	const memos = await listMemos(
		db,
		documents.map(({ id }) => id),
		project?.id
	);
	const shows = (ids: number[]) => discloses(store, actor, 'file', { passages: ids });
	return zipped(partsOf(db, asked, { documents, memos, project, shows }), asked.date);
}

type Project = Awaited<ReturnType<typeof findCodingProject>> | undefined;
type Found = {
	documents: readonly CarriedDocument[];
	memos: readonly CarriedMemo[];
	project: Project;
	/** Told of the passages of each document before they go out. */
	shows: (passageIds: number[]) => Promise<void>;
};

/** The texts first, one document at a time; what refers to them is kept packed until the description of the project, which comes last. */
async function* partsOf(db: Db, asked: Asked, { documents, memos, project, shows }: Found): AsyncGenerator<Part> {
	const authors = new Map<string, Author>();
	const used = new Map<EvidenceStatus, Set<string>>();
	const taken = new Set<string>();
	const sources: Uint8Array[] = [];
	const notes: WrittenNote[] = [];
	const basis = 'cited' in asked.scope ? asked.scope.cited.basis : 'proposed';
	for (const document of documents) {
		const passages = await passagesOf(db, document.id, asked.scope);
		await shows(passages.map(({ id }) => id));
		const tasks =
			project === undefined
				? []
				: await listTaskCodes(
						db,
						project.id,
						passages.map(({ id }) => id)
					);
		const ofDocument = memos.filter(({ documentId }) => documentId === document.id);
		const carried = carry(document, passages, { memos: ofDocument, tasks, carries: (status) => isCarried(status, basis, true), taken });
		for (const [guid, author] of carried.authors) authors.set(guid, author);
		for (const [status, id] of carried.used) used.set(status, (used.get(status) ?? new Set()).add(id));
		const [own = ''] = carried.source.notes;
		yield { name: `sources/${carried.source.file}`, chunks: [carried.text] };
		yield { name: `sources/${own}.txt`, chunks: [carried.note] };
		sources.push(deflateRawSync(textXml(carried.source)));
		notes.push(
			{ guid: own, name: 'cinnabar', description: say(asked.language, 'exchange.own-note'), file: `${own}.txt` },
			...carried.notes
		);
	}
	const besides = memos
		.filter(({ documentId }) => documentId === null)
		.map((memo) => ({ memo, note: memoNote(memo, memo.conceptId ?? 'project', keyGuid(memo.writtenBy)) }));
	for (const { memo } of besides) authors.set(keyGuid(memo.writtenBy), { name: memo.writtenBy, version: '-', kind: 'person' });
	notes.push(...besides.map(({ note }) => note));
	yield { name: 'project.qde', chunks: describe(db, asked, { authors, used, sources, notes, besides, project }) };
}

type Gathered = {
	authors: ReadonlyMap<string, Author>;
	used: ReadonlyMap<EvidenceStatus, ReadonlySet<string>>;
	sources: readonly Uint8Array[];
	notes: readonly WrittenNote[];
	besides: readonly { memo: CarriedMemo; note: WrittenNote }[];
	project: Project;
};

async function* describe(
	db: Db,
	{ language, date, withNames }: Asked,
	{ authors, used, sources, notes, besides, project }: Gathered
): AsyncGenerator<string> {
	const onConcepts = Map.groupBy(
		besides.filter(({ memo }) => memo.projectId === null),
		({ memo }) => memo.conceptId ?? ''
	);
	const noteGuids = new Map([...onConcepts].map(([id, found]) => [id, found.map(({ note }) => note.guid)]));
	const concepts = withStances(language, await listShown(db, language));
	const attributes = {
		...{ xmlns: 'urn:QDA-XML:project:1.0', name: project?.title ?? say(language, 'exchange.project-name'), origin },
		creationDateTime: moment(date)
	};
	yield declaration + element('Project', attributes, ' ').replace(/ <\/Project>$/, '\n');
	const users = await userXml(db, language, authors, withNames);
	if (users.length > 0) yield element('Users', {}, users);
	const codes = [...codeTree(language, concepts, noteGuids), ...stateTree(language, concepts, used)];
	yield element('CodeBook', {}, element('Codes', {}, codes.map(codeXml)));
	yield element(
		'Variables',
		{},
		variables.map(({ guid, name, type }) => element('Variable', { guid, name, typeOfVariable: type }))
	);
	yield '\n<Sources>';
	for (const source of sources) yield `\n${inflateRawSync(source).toString()}`;
	yield '\n</Sources>\n';
	if (notes.length > 0) yield element('Notes', {}, notes.map(noteXml));
	yield textElement('Description', project?.purpose ?? say(language, 'exchange.project-description'));
	yield besides
		.filter(({ memo }) => memo.projectId !== null)
		.map(({ note }) => noteRef(note.guid))
		.join('');
	yield '</Project>\n';
}

/** Coders and reviewers: machines by name, people by a number, or by name where that was asked for and the reader may see it. */
async function userXml(db: Db, language: Language, authors: ReadonlyMap<string, Author>, withNames: boolean): Promise<string[]> {
	const names = withNames
		? await visibleNames(
				db,
				[...authors.values()].map(({ name }) => name)
			)
		: new Map<string, string>();
	let people = 0;
	return [...authors]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([guid, author]) => {
			const known = author.name.startsWith(importedPrefix) && author.version !== '-' ? author.name.slice(importedPrefix.length) : undefined;
			if (author.kind === 'machine') {
				const id = known === undefined ? machineId(author) : 'machine';
				return element('User', { guid, name: known ?? `${author.name} ${author.version}`, id });
			}
			const neutral = say(language, 'exchange.coder', { number: ++people });
			return element('User', { guid, name: names.get(author.name) ?? (known || neutral) });
		});
}
