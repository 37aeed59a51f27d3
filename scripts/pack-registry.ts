import { writeFileSync } from 'node:fs';
import { registryFile } from '#shared/cloudformation/registry.ts';

/** Writes the registry file that a bundle wants beside it. Usage: node scripts/pack-registry.ts <path> */
const [, , target] = process.argv;
if (!target) throw new Error('Say where to: node scripts/pack-registry.ts <path>/cloudformation-registry.br');
const bytes = registryFile();
writeFileSync(target, bytes);
process.stderr.write(`${target}: ${bytes.length} bytes\n`);
