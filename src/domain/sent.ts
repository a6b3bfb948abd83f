/**
 * The fields of a form that are text, in their order, as passages are written: lines end with LF, and there is no NUL, which no database takes.
 * Files are left out, and a name by which an answer could not be written out.
 */
export function textsOf(form: Iterable<[string, unknown]>): { name: string; value: string }[] {
	return [...form].flatMap(([name, value]) => (typeof value === 'string' && name !== '__proto__' ? [{ name, value: clean(value) }] : []));
}

/** Browsers send lines of a form with CRLF; passages have none. */
const clean = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\0', '');
