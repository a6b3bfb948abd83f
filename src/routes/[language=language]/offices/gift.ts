import type { Gift } from '#domain/offices/input.ts';

/** The parts of a gift as they are sent; whatever is wrong with them, the domain refuses. */
export const asGift = (sent: Record<string, string>) => sent as unknown as Gift;
