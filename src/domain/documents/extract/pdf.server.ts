import type { Extracted } from '../model.ts';
export async function readPdf(_bytes: Uint8Array, _signal: AbortSignal): Promise<Extracted> { return { format: 'pdf', blocks: [], needsOcr: true }; }
