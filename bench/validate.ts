import { join } from 'node:path';
import { brokeOff, cfnLint, cfnLintVersion, notInstalled } from './cfn-lint.ts';
import { templatesIn } from './folder.ts';
import { type Measured, measured } from './measured.ts';
import type { Findings } from './run.ts';

const main = join(import.meta.dirname, '..', 'local', 'cli', 'main.ts');

const row = (name: string, { ms, peakMb }: Measured, count: number): string[] => [
  name,
  `${(ms / 1000).toFixed(2)} s`,
  `${(ms / Math.max(count, 1)).toFixed(1)} ms`,
  peakMb === undefined ? '-' : `${Math.round(peakMb)} MB`,
];

/** Validates a folder's templates as the command does, a new process with cold caches of its own, beside cfn-lint. */
export const run = async (args: readonly string[]): Promise<Findings> => {
  const files = (await templatesIn(args)).map(({ file }) => file);
  const node = ['--disable-warning=ExperimentalWarning', main];
  const ours = await measured(process.execPath, [...node, 'validate', ...files, '--format', 'json']);
  const version = await cfnLintVersion();
  const lint = version === undefined ? undefined : await cfnLint(files);
  const theirs = lint?.matches && lint;
  const factor = theirs && theirs.ms / ours.ms;
  const summary = ({ ms, peakMb }: Measured) => ({ ms, peakMb });
  return {
    tables: [
      {
        title: `Validating ${files.length} templates, startup included`,
        columns: ['with', 'time', 'a template', 'peak memory'],
        rows: [
          row('dropforge validate', ours, files.length),
          ...(theirs ? [row(version ?? '', theirs, files.length)] : []),
        ],
        note:
          factor === undefined
            ? lint
              ? brokeOff
              : notInstalled
            : `${factor.toFixed(1)} times as fast as cfn-lint, in one process each.`,
      },
    ],
    figures: {
      templates: files.length,
      dropforge: summary(ours),
      ...(theirs && { cfnLint: { version, ...summary(theirs) } }),
      factor,
    },
  };
};
