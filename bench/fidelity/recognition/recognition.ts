import { resolve } from 'node:path';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { Findings, Table } from '../../run.ts';
import { type DocumentedOutput, documentedOutputs } from './documented-outputs.ts';
import { judge, seenIn, type Verdict } from './judge.ts';
import { truthBy } from './truth.ts';

type Judged = {
  readonly output: DocumentedOutput;
  readonly types: readonly string[];
  /** By its shape alone. */
  readonly verdict: Verdict;
  /** In a file that is called after the command. */
  readonly named: Verdict;
};

type Excluded = { readonly output: DocumentedOutput; readonly reason: string };

const neutral = 'output.json';

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`);

const isRight = ({ is }: Verdict) => is === 'right';

const counted = (outputs: readonly { readonly reason: string }[]): readonly string[][] =>
  [...Map.groupBy(outputs, ({ reason }) => reason)]
    .map(([reason, each]) => ({ reason, count: each.length }))
    .toSorted((a, b) => b.count - a.count)
    .map(({ reason, count }) => [reason, `${count}`]);

const perService = (judged: readonly Judged[]): readonly string[][] =>
  [...Map.groupBy(judged, ({ output }) => output.service)].map(([service, each]) => {
    const right = each.filter(({ verdict }) => isRight(verdict)).length;
    const named = each.filter((one) => isRight(one.named)).length;
    return [service, `${each.length}`, `${right}`, percent(right, each.length), percent(named, each.length)];
  });

const missesOf = (judged: readonly Judged[]): readonly string[][] =>
  judged.flatMap(({ output, types, verdict }) =>
    verdict.is === 'missed'
      ? [[`${output.service} ${output.command}`, types.join(' or '), verdict.seen.join(', ') || verdict.reason]]
      : [],
  );

const tablesOf = (judged: readonly Judged[], excluded: readonly Excluded[], mistaken: readonly string[]): Table[] => {
  const right = judged.filter(({ verdict }) => isRight(verdict)).length;
  const named = judged.filter((one) => isRight(one.named)).length;
  const misses = missesOf(judged);
  return [
    { title: 'Outputs that are not counted, and why', columns: ['reason', 'outputs'], rows: counted(excluded) },
    {
      title: 'Outputs recognised with the right type, by service',
      columns: ['service', 'outputs', 'right', 'by shape', 'file named after the command'],
      rows: [
        ...perService(judged),
        ['all', `${judged.length}`, `${right}`, percent(right, judged.length), percent(named, judged.length)],
      ],
    },
    {
      title: 'Missed by shape',
      columns: ['command', 'is', 'seen'],
      rows: misses,
      note: `${mistaken.length} of the outputs that are not counted are taken for something all the same; the figures name them.`,
    },
  ];
};

/** Which share of the outputs in the AWS CLI's documentation is recognised as what it is, of those whose resource CloudFormation has a type for. */
export const run = async ([checkout]: readonly string[]): Promise<Findings> => {
  if (checkout === undefined) throw new Error('Give a checkout of https://github.com/aws/aws-cli.');
  const truth = truthBy(loadRegistry().types);
  const judged: Judged[] = [];
  const excluded: Excluded[] = [];
  const mistaken: string[] = [];
  for (const output of await documentedOutputs(resolve(checkout))) {
    const is = truth(output.service, output.command);
    if ('excluded' in is) {
      excluded.push({ output, reason: is.excluded });
      const seen = seenIn(output, neutral);
      if (seen.length > 0) mistaken.push(`${output.service} ${output.command}: ${seen.join(', ')}`);
      continue;
    }
    const verdict = judge(output, is.types, neutral);
    if (verdict.is === 'uncountable') excluded.push({ output, reason: verdict.reason });
    else
      judged.push({
        output,
        types: is.types,
        verdict,
        named: judge(output, is.types, `${output.service}/${output.command}.json`),
      });
  }
  const byReason = Object.groupBy(excluded, ({ reason }) => reason);
  return {
    tables: tablesOf(judged, excluded, mistaken),
    figures: {
      counted: judged.length,
      byShape: judged.filter(({ verdict }) => isRight(verdict)).length,
      byShapeAndName: judged.filter(({ named }) => isRight(named)).length,
      misses: missesOf(judged),
      mistaken: [...new Set(mistaken)],
      excluded: Object.fromEntries(
        Object.entries(byReason).map(([reason, each = []]) => [
          reason,
          [...new Set(each.map(({ output }) => `${output.service} ${output.command}`))],
        ]),
      ),
    },
  };
};
