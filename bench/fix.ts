import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedEngine } from '#jobs/template/validate/engine.ts';
import { validateTemplate } from '#jobs/template/validate/validate-template.ts';
import type { Finding } from '#schemas/findings.ts';
import { brokeOff, cfnLint, cfnLintVersion, notInstalled } from './cfn-lint.ts';
import { type TemplateFile, templatesIn } from './folder.ts';
import type { Findings } from './run.ts';

const isError = ({ severity }: Finding) => severity === 'FATAL' || severity === 'ERROR';

const key = ({ rule, logicalId, property }: Finding) => [rule, logicalId, property].join('\n');

type Tried = TemplateFile & {
  readonly after: string;
  readonly fixed: readonly Finding[];
  readonly open: readonly Finding[];
  /** Errors that are there after the fixes and were not before. */
  readonly broken: readonly Finding[];
};

const counted = (findings: readonly Finding[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const one of findings) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return counts;
};

/** Fixes a template and judges the outcome anew, as if it had never been seen. */
const tryOne = async ({ file, text }: TemplateFile): Promise<Tried> => {
  const judge = async (one: string) => (await validateTemplate(one, { fileName: file, fix: false })).report.findings;
  const before = counted((await judge(text)).filter(isError));
  const { text: after, report } = await validateTemplate(text, { fileName: file });
  const open = (await judge(after)).filter(isError);
  const now = counted(open);
  const broken = open.filter((one) => (now.get(key(one)) ?? 0) > (before.get(key(one)) ?? 0));
  return { file, text, after, open, broken, fixed: report.findings.filter((one) => one.fix && isError(one)) };
};

/** How many errors cfn-lint finds in each of some texts. */
const errorsByText = async (texts: readonly string[]): Promise<number[] | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'dropforge-bench-'));
  const files = texts.map((_, at) => join(folder, `${at}.template`));
  await Promise.all(texts.map((text, at) => writeFile(files[at] ?? '', text)));
  const { matches } = await cfnLint(files);
  await rm(folder, { recursive: true });
  return (
    matches &&
    files.map((file) => matches.filter(({ Level, Filename }) => Level === 'Error' && Filename === file).length)
  );
};

/** Templates in which cfn-lint, who knows nothing of us, finds more errors after the fixes. */
const worse = async (changed: readonly Tried[]): Promise<readonly string[] | undefined> => {
  if ((await cfnLintVersion()) === undefined) return undefined;
  if (changed.length === 0) return [];
  const counts = await errorsByText(changed.flatMap(({ text, after }) => [text, after]));
  return counts && changed.filter((_, at) => (counts[2 * at + 1] ?? 0) > (counts[2 * at] ?? 0)).map(({ file }) => file);
};

/** A fix that makes the template valid and leaves the answer to a parameter, which whoever deploys has to give. */
const asks = ({ fix }: Finding): boolean =>
  fix?.patch?.some(({ op, path }) => op === 'add' && /^\/Parameters(\/[^/]+)?$/.test(path)) ?? false;

const byRule = (tried: readonly Tried[]): { rule: string; fixed: number; asked: number; open: number }[] => {
  const fixed = Map.groupBy(
    tried.flatMap((one) => one.fixed),
    ({ rule }) => rule,
  );
  const open = Map.groupBy(
    tried.flatMap((one) => one.open),
    ({ rule }) => rule,
  );
  return [...new Set([...fixed.keys(), ...open.keys()])]
    .map((rule) => ({
      rule,
      fixed: fixed.get(rule)?.length ?? 0,
      asked: fixed.get(rule)?.filter(asks).length ?? 0,
      open: open.get(rule)?.length ?? 0,
    }))
    .toSorted((a, b) => b.fixed + b.open - a.fixed - a.open);
};

const share = (fixed: number, open: number): string =>
  fixed + open === 0 ? '-' : `${((100 * fixed) / (fixed + open)).toFixed(1)}%`;

/** Which share of the errors in a folder of bad templates a machine fixes, no model asked, and whether it breaks anything. */
export const run = async (args: readonly string[]): Promise<Findings> => {
  const tried: Tried[] = [];
  for (const template of await templatesIn(args)) tried.push(await tryOne(template));
  await sharedEngine().close();
  const rules = byRule(tried);
  const fixed = rules.reduce((sum, one) => sum + one.fixed, 0);
  const open = rules.reduce((sum, one) => sum + one.open, 0);
  const asked = rules.reduce((sum, one) => sum + one.asked, 0);
  const broken = tried.reduce((sum, one) => sum + one.broken.length, 0);
  const changed = tried.filter(({ text, after }) => text !== after);
  const grown = await worse(changed);
  return {
    tables: [
      {
        title: `FATAL and ERROR findings in ${tried.length} templates, the 25 most frequent rules`,
        columns: ['rule', 'fixed', 'of them asked', 'left', 'share'],
        rows: [
          ...rules
            .slice(0, 25)
            .map((one) => [one.rule, `${one.fixed}`, `${one.asked}`, `${one.open}`, share(one.fixed, one.open)]),
          ['all', `${fixed}`, `${asked}`, `${open}`, share(fixed, open)],
        ],
        note: [
          `${changed.length} templates changed; errors that a fix brought: ${broken}.`,
          grown
            ? `Templates in which cfn-lint finds more errors than before: ${grown.length}.`
            : (await cfnLintVersion())
              ? brokeOff
              : notInstalled,
        ].join(' '),
      },
    ],
    figures: {
      templates: tried.length,
      fixed,
      asked,
      open,
      broken,
      changed: changed.length,
      cfnLintWorse: grown,
      rules,
    },
  };
};
