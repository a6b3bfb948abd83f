import type { Limited } from './limits.ts';

/** Files that are made for whoever asks: tables, feeds, the codebook, a study in Word, originals and notes as they were received. */
const files = /(\.(csv|json|jsonl|jsonld|ttl|xml|docx|xlsx|zip|gz|qdc|qdpx)|\/(word|original|note))$/;

/**
 * What a request counts as. To read a page counts as nothing, and so writes nothing; to look for words in it does, and to take a file home.
 * The route is its pattern; where there is none, nothing is done that could be too much.
 */
export function countsAs(method: string, route: string | null, search: URLSearchParams): Limited | undefined {
	if (route === null || method === 'OPTIONS') return undefined;
	if (method !== 'GET' && method !== 'HEAD')
		return /\/(documents\/upload|exchange|exchange\/codebook|machines)$/.test(route) ? 'upload' : 'write';
	if (files.test(route)) return 'export';
	return (search.get('q') ?? '').trim() === '' ? undefined : 'search';
}
