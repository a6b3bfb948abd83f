import { makeSamples } from './files.ts';
import { pdfPress } from './pdf.ts';

await makeSamples(new URL('../../data/samples/files/', import.meta.url), pdfPress());
