/** `node scripts/example-archives.ts [--check]`: packs the sources of test/fixtures/spec that are examples into their ZIPs, always the same bytes. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';

const root = join(import.meta.dirname, '..');
const examples = ['orders-module'];
const mtime = new Date('2026-01-01T12:00:00');

const archiveOf = async (folder: string): Promise<Uint8Array> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
  const files = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)] as const),
  );
  return zipSync(Object.fromEntries(files), { level: 9, mtime });
};

for (const name of examples) {
  const made = await archiveOf(join(root, 'test', 'fixtures', 'spec', name));
  const file = join(root, 'examples', `${name}.zip`);
  if (!process.argv.includes('--check')) await writeFile(file, made);
  else if (!Buffer.from(made).equals(await readFile(file))) {
    console.error(`examples/${name}.zip is not what its sources make: run npm run examples`);
    process.exitCode = 1;
  }
}
