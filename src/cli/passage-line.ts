import { z } from 'zod';
import { isLanguage } from '#text/languages.ts';
import type { Language } from '#text/languages.ts';

const shape = z.looseObject({ id: z.union([z.string(), z.number()]), text: z.string(), language: z.string().optional() });

/** Parses one `{id, language, text}` line, or says what is wrong with it. `declared` is null for a language that we do not code, and undefined where the line names none. */
export function passageLine(
	line: string
): { id: string | number; text: string; declared: Language | null | undefined } | { fault: string; id?: string | number } {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return { fault: 'not JSON' };
	}
	const parsed = shape.safeParse(value);
	if (!parsed.success) return { fault: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
	const { id, text, language } = parsed.data;
	const code = language?.toLowerCase().split('-')[0];
	return { id, text, declared: code === undefined ? undefined : isLanguage(code) ? code : null };
}
