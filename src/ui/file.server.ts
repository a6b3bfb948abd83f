/** A file to keep, under its own name. */
export function fileOf(body: string, type: 'csv' | 'json', name: string): Response {
	const mime = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }[type];
	return new Response(body, { headers: { 'content-type': mime, 'content-disposition': `attachment; filename="${name}.${type}"` } });
}
