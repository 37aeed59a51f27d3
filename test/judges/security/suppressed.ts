import type { Finding } from './finding.ts';

/** Findings that stand, with the reason why what they ask for is not right here. */
export type Suppression = {
  /** The judges' ids, or what they look like. */
  readonly rules: readonly (string | RegExp)[];
  /** The logical ids of all resources it holds for, and of no others. */
  readonly resources: RegExp;
  readonly reason: string;
};

const fits = (rule: string | RegExp, found: Finding) =>
  typeof rule === 'string' ? rule === found.rule : rule.test(found.rule);

export type Verdict = {
  /** Findings without a reason. */
  readonly open: readonly Finding[];
  /** Rules of a row that nothing was found by: the reason is for something that is no more. */
  readonly unused: readonly string[];
};

/** Sets what was found against the table. */
export const judged = (found: readonly Finding[], table: readonly Suppression[]): Verdict => {
  const used = new Set<string | RegExp>();
  const open = found.filter((finding) => {
    const rules = table
      .filter(({ resources }) => resources.test(finding.resource))
      .flatMap((row) => row.rules.filter((rule) => fits(rule, finding)));
    for (const rule of rules) used.add(rule);
    return rules.length === 0;
  });
  const unused = table.flatMap((row) =>
    row.rules.filter((rule) => !used.has(rule)).map((rule) => `${rule} of ${row.resources}`),
  );
  return { open, unused };
};
