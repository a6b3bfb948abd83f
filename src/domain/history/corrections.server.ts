import { sql } from 'kysely';
import type { Db } from '#db/connect.server.ts';
import type { Language } from '#text/languages.ts';
import type { OfficeKind } from '../actor.ts';
import { documentAt, studyAt } from './at.server.ts';
import { changesIn, correctedFields, shownStates } from './model.ts';
import type { CorrectedRecord, Correction, HistoryLine } from './model.ts';

const pageSize = 50;

type Row = Pick<HistoryLine, 'id' | 'at' | 'by' | 'before' | 'after' | 'why'> & {
	record: string;
	office: OfficeKind | null;
	page: string;
	name: string | null;
	nameLanguage: string | null;
	isSample: boolean;
	requestId: number | null;
	wrong: string | null;
	should: string | null;
	requestLanguage: Language | null;
};

const unasked = sql`null::integer as request_id, null as about, null as wrong, null as should, null as request_language, null as answer`;
const list = (values: readonly string[]) => sql.join(values.map((value) => sql.lit(value)));
/** The line changed one of the fields. */
const changed = (
	record: CorrectedRecord
) => sql`history.record = ${sql.lit(record)} and history.before is not null and history.after is not null
	and jsonb_exists_any(history.before, array[${list(correctedFields[record])}])`;
const line = sql`history.id`;
const document = sql`document.id`;
const study = sql`sentence.study_id`;
/** What a field held before the line, where the line changed it; otherwise what it held after. */
const was = (field: 'level' | 'state') => sql`coalesce(history.before ->> ${sql.lit(field)}, ${documentAt(field, document, line)})`;

/** Documents that are public, and were before and after the change. */
const ofDocuments = sql`
	select history.*, 'documents/' || document.id as page, document.title as name, document.language::text as name_language, document.is_sample, ${unasked}
	from history inner join document on document.id::text = history.record_id
	where ${changed('document')} and document.level = 'public' and document.state in (${list(shownStates)})
		and ${was('level')} = 'public' and ${documentAt('level', document, line)} = 'public'
		and ${was('state')} in (${list(shownStates)}) and ${documentAt('state', document, line)} in (${list(shownStates)})`;

/** What is said of a Party's status is open to everyone. */
const ofStatuses = (language: Language) => sql`
	select history.*, 'parties/' || party.iso3 as page, party_name.name, party_name.language::text as name_language, party.is_sample,
		${unasked}
	from history inner join party_status on party_status.id::text = history.record_id inner join party on party.iso3 = party_status.iso3
	left join party_name on party_name.iso3 = party.iso3 and party_name.language = ${language}
	where ${changed('party_status')}`;

/** Sentences of public studies. One that rests on a passage that is closed today may have quoted it. */
const ofSentences = sql`
	select history.*, 'study/' || sentence.study_id as page, null as name, study.language::text as name_language, false as is_sample,
		${unasked}
	from history inner join sentence on sentence.id::text = history.record_id inner join study on study.id = sentence.study_id
	where ${changed('sentence')} and study.level = 'public' and ${studyAt(study, line)} = 'public'
		and not exists (select from sentence_source inner join passage on passage.id = sentence_source.passage_id
			where sentence_source.sentence_id = sentence.id and passage.level <> 'public')`;

/** Requests of readers that were accepted and are shown. That of them which everyone may read is said in one place, by the views. */
const ofRequests = (language: Language) => sql`
	select history.*, request.page, coalesce(document.title, concept_text.label, party_name.name) as name,
		coalesce(document.language, concept_text.language, party_name.language, study.language)::text as name_language,
		coalesce(document.is_sample, party.is_sample, study.filters ->> 'samples' = 'true', false) as is_sample,
		request.id as request_id, request.about, request.wrong, request.should, request.language::text as request_language, request.answer
	from history inner join read_public.correction_request request on request.id::text = history.record_id
	left join document on document.id = request.document_id left join study on study.id = request.study_id
	left join concept_text on request.about = 'concept' and concept_text.concept_id = request.about_id and concept_text.language = ${language}
	left join party on request.about = 'party' and party.iso3 = request.about_id
	left join party_name on party_name.iso3 = party.iso3 and party_name.language = ${language}
	where history.record = 'correction_request' and history.after ->> 'state' = 'accepted' and request.shown_at is not null`;

/** The public log: changes to what everyone may read, and could when it was changed, and what readers asked for. The newest first. */
export async function listCorrections(
	db: Db,
	language: Language,
	before?: number
): Promise<{ corrections: Correction[]; next: number | undefined }> {
	const older = before === undefined ? sql`true` : sql`line.id < ${before}`;
	const { rows } = await sql<Row>`
		select line.id, line.at, line.by, line.before, line.after, coalesce(line.answer, line.why) as why, coalesce(line.about, line.record) as record,
			office.kind as office, line.page, line.name, line.name_language as "nameLanguage", line.is_sample as "isSample",
			line.request_id as "requestId", line.wrong, line.should, line.request_language as "requestLanguage"
		from (${ofDocuments} union all ${ofStatuses(language)} union all ${ofSentences} union all ${ofRequests(language)}) line left join office on office.id = line.office_id
		where ${older} order by line.id desc limit ${pageSize + 1}`.execute(db);
	const shown = rows.slice(0, pageSize);
	return { corrections: shown.map(correctionOf), next: rows.length > pageSize ? shown.at(-1)?.id : undefined };
}

const isCorrected = (record: string): record is CorrectedRecord => record in correctedFields;

function correctionOf({ by, office, before, after, requestId, wrong, should, requestLanguage, ...row }: Row): Correction {
	const doer = office ?? (by === 'operator' ? 'operator' : by === 'cinnabar' ? 'platform' : null);
	const asked = { id: requestId ?? 0, wrong: wrong ?? '', should, language: requestLanguage };
	return {
		...row,
		by: doer,
		changes: requestId === null && isCorrected(row.record) ? changesIn(before, after, correctedFields[row.record]) : [],
		request: requestId === null ? null : asked
	};
}
