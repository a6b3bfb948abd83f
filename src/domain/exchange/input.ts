import { z } from 'zod';
import { about } from '#domain/documents/input.ts';
import { parseCited } from '#domain/findings/input.ts';
import { parsed } from '../parsed.ts';
import { Refusal } from '../refusal.ts';
import { passageFiles } from './model.ts';
import type { PassageFile, Scope } from './model.ts';
import type { Choices } from './plan.server.ts';

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** What an address asks to be written into a file: one document, one coding project, or a choice of passages. */
export function parseScope(params: URLSearchParams, samples: boolean): Scope {
	const document = params.get('document');
	const project = params.get('project');
	if (document !== null) return { documentId: mustBe(document) };
	if (project !== null) return { projectId: mustBe(project) };
	return { cited: parseCited(params, samples).cited };
}

function mustBe(number: string): number {
	const read = id.safeParse(number);
	if (!read.success) throw new Refusal('refused.not-found');
	return read.data;
}

/** Which kind of file an address asks for. */
export function parseFile(name: string): PassageFile {
	const file = passageFiles.find((one) => one === name);
	if (file === undefined) throw new Refusal('refused.not-found');
	return file;
}

const chosen = z.object({
	...about.shape,
	coder: z.string().trim().max(100).default(''),
	decisions: z.enum(['proposed', 'kept']).catch('proposed')
});

const concept = z.union([z.literal(''), z.string().regex(/^[a-z]+\/[a-z0-9-]{1,60}$/)]);
const guid = /^code-(.{1,100})$/s;

/** What whoever imports has chosen. A code is chosen by a field of its own; one that is left as it was told is not sent, or says `told`. */
export function parseChoices(form: FormData | URLSearchParams): Choices {
	const fields = [...form.entries()];
	const { coder, decisions, ...said } = parsed(chosen, Object.fromEntries(fields));
	const mapping = new Map<string, string>();
	for (const [name, value] of fields) {
		const code = guid.exec(name)?.[1];
		if (code !== undefined && value !== 'told') mapping.set(code, parsed(concept, value));
	}
	return { about: said, coder, mapping, keepsDecisions: decisions === 'kept' };
}

export const nothingChosen: Choices = { about: {}, coder: '', mapping: new Map(), keepsDecisions: false };
