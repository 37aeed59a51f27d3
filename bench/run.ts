/** `npm run bench -- <name> [folder]`: runs one benchmark, prints its tables and writes its figures to .dropforge/bench/<name>.json. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a benchmark found: tables for people, `figures` for machines. */
export type Findings = { readonly tables: readonly Table[]; readonly figures: unknown };

export type Table = {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How to read it, in a sentence. */
  readonly note?: string;
};

const benchmarks: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<Findings> }>>> = {
  api: () => import('./api.ts'),
  fidelity: () => import('./fidelity.ts'),
  fix: () => import('./fix.ts'),
  inventory: () => import('./inventory.ts'),
  pipeline: () => import('./pipeline.ts'),
  scale: () => import('./scale.ts'),
  spec: () => import('./spec.ts'),
  validate: () => import('./validate.ts'),
};

const printed = ({ title, columns, rows, note }: Table): string => {
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [`\n${title}`, line(columns), rule, ...rows.map(line), ...(note ? [note] : [])].join('\n');
};

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (load) {
  const { tables, figures } = await (await load()).run(args);
  for (const table of tables) console.log(printed(table));
  const folder = join(import.meta.dirname, '..', '.dropforge', 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`\nFigures: .dropforge/bench/${name}.json`);
} else {
  console.error(`Which benchmark? One of: ${Object.keys(benchmarks).join(', ')}`);
  process.exitCode = 2;
}
