/** A stretch of a string: `start` inclusive, `end` exclusive, in UTF-16 code units. */
export type Span = { start: number; end: number };

export function overlaps(a: Span, b: Span): boolean {
	return a.start < b.end && b.start < a.end;
}

/** Whether `inner` lies wholly in `outer`. */
export function contains(outer: Span, inner: Span): boolean {
	return outer.start <= inner.start && inner.end <= outer.end;
}
