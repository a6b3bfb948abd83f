import { sql } from 'kysely';

/** Holdings that end now. One that began while this waited for its turn ends when it began. */
export const endsNow = sql<Date>`greatest(since, now())`;
