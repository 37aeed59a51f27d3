import { join } from 'node:path';
import * as z from 'zod';
import type { Judge } from './finding.ts';

const cfnLint = join(import.meta.dirname, '..', '..', '..', '.venv', 'bin', 'cfn-lint');

const report = z.array(
  z.object({
    Level: z.enum(['Error', 'Warning', 'Informational']),
    Rule: z.object({ Id: z.string() }),
    Message: z.string(),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])) }),
  }),
);

/** Its errors: its warnings are of style. */
export const cfnLintJudge: Judge = {
  name: 'cfn-lint',
  command: (template) => [cfnLint, '--format', 'json', '--non-zero-exit-code', 'error', template],
  exits: [0, 2],
  read: (printed) =>
    report
      .parse(JSON.parse(printed))
      .filter(({ Level }) => Level === 'Error')
      .map(({ Rule, Message, Location }) => ({
        rule: `cfn-lint ${Rule.Id}`,
        resource: String(Location.Path[1] ?? ''),
        says: Message,
      })),
};
