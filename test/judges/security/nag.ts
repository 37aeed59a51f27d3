import { basename, join } from 'node:path';
import * as z from 'zod';
import type { Judge } from './finding.ts';

const report = z.object({
  violations: z.array(
    z.object({
      ruleName: z.string(),
      description: z.string(),
      violatingResources: z.array(z.object({ constructPath: z.string() })).min(1),
    }),
  ),
});

/** https://github.com/cdklabs/cdk-nag/blob/main/RULES.md#awssolutions */
export const nagJudge: Judge = {
  name: 'cdk-nag',
  command: (template) => [process.execPath, join(import.meta.dirname, 'cdk', 'cdk-nag.js'), template],
  exits: [0],
  read: (printed) =>
    report.parse(JSON.parse(printed)).violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({
        rule: `cdk-nag ${ruleName}`,
        resource: basename(constructPath),
        says: description,
      })),
    ),
};
