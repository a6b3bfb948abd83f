import { writeFileSync } from 'node:fs';
import { billOfMaterials } from './bill.ts';

/** Writes the bill of materials into the file that is named, or sbom.json. */
const target = process.argv[2] ?? 'sbom.json';
const bill = billOfMaterials();
writeFileSync(target, `${JSON.stringify(bill, null, 2)}\n`);
console.log(`${target}: ${bill.components.length} components`);
