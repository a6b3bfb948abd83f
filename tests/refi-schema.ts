import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

/**
 * Where the published schemas of REFI-QDA are (Codebook.xsd and Project.xsd, version 1.0, by the Rotterdam Exchange Format Initiative,
 * www.qdasoftware.org, under the MIT licence). They are not part of this repository.
 */
const folder = process.env.CINNABAR_REFI_SCHEMAS;

/** Why nothing can be validated here; undefined where it can. */
export const whyNoSchema: string | undefined =
	folder === undefined
		? 'CINNABAR_REFI_SCHEMAS names no folder with Codebook.xsd and Project.xsd: REFI-QDA files are held to our own table alone.'
		: undefined;

/** What the published schema finds wrong. */
export async function faultsOf(xml: string, schema: 'Codebook' | 'Project'): Promise<string[]> {
	const { errors } = await validateXML({
		xml: [{ fileName: 'file.xml', contents: xml }],
		schema: [readFileSync(join(folder ?? '', `${schema}.xsd`), 'utf8')],
		initialMemoryPages: 1024,
		maxMemoryPages: 8192
	});
	return errors.map(({ message }) => message);
}
