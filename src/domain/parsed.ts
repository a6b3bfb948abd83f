import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** What was sent, in the shape that is asked for; refuses anything else. */
export function parsed<T extends z.ZodType>(shape: T, sent: unknown): z.output<T> {
	const read = shape.safeParse(sent);
	if (!read.success) throw new Refusal('refused.incomplete');
	return read.data;
}
