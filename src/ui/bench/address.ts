const ours = ['passage', 'chance', 'undo', 'done', '/act'];

/** How many acts can be taken back without script: their tokens are carried along in the address. */
const mostUndo = 12;

/** A query that is only read. */
type Query = Pick<URLSearchParams, 'get' | 'toString'>;

/** The filters of a bench as its address has them, without what is said of one passage or act. */
export function filtersIn(search: Query): URLSearchParams {
	const filters = new URLSearchParams(search.toString());
	for (const name of ours) filters.delete(name);
	return filters;
}

export const undoIn = (search: Query): string[] => (search.get('undo') ?? '').split('~').filter((one) => one !== '');

type Next = { passageId?: number | undefined; byChance?: boolean; undo: readonly string[]; done?: string };

/** The query with which the bench is shown after an act: the filters stay, and what can be taken back is named. */
export function queryAfter(search: Query, { passageId, byChance = false, undo, done }: Next): string {
	const query = filtersIn(search);
	if (passageId !== undefined) query.set('passage', String(passageId));
	if (passageId !== undefined && byChance) query.set('chance', 'yes');
	if (undo.length > 0) query.set('undo', undo.slice(0, mostUndo).join('~'));
	if (done !== undefined) query.set('done', done);
	return query.size === 0 ? '' : `?${query.toString()}`;
}
