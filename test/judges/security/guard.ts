import { join } from 'node:path';
import * as z from 'zod';
import type { Finding, Judge } from './finding.ts';

/** AWS's own rules (the proactive controls of Control Tower), and Guard itself, as one npm package has them. */
const guardPackage = join(import.meta.dirname, 'cdk', 'node_modules', '@cdklabs', 'cdk-validator-cfnguard');
const guard = join(guardPackage, 'bin', 'ubuntu', process.arch === 'arm64' ? 'aarch64' : 'x86_64', 'cfn-guard');
const rules = join(guardPackage, 'rules', 'control-tower', 'cfn-guard');

const failed = z.object({ Rule: z.looseObject({ name: z.string() }) });
const report = z.tuple([z.object({ not_compliant: z.array(failed), compliant: z.array(z.string()).min(1) })]);

const unique = (texts: Iterable<string>) => [...new Set(texts)];

/** A rule's failed checks lie deep, by its author's taste: the control and the resources are known by how they are written. */
const findingsOf = (rule: z.infer<typeof failed>): Finding[] => {
  const text = JSON.stringify(rule);
  const [, control, says] = /\[(CT\.[\w.]+)\]: ([^\\"]*)/.exec(text) ?? [];
  const resources = unique([...text.matchAll(/\/Resources\/(\w+)/g)].map(([, id = '']) => id));
  if (!control || !says || resources.length === 0)
    throw new Error(`Guard does not say what ${rule.Rule.name} is about`);
  return resources.map((resource) => ({ rule: `guard ${control}`, resource, says }));
};

/** https://docs.aws.amazon.com/controltower/latest/controlreference/proactive-controls.html */
export const guardJudge: Judge = {
  name: 'guard',
  command: (template) => [
    guard,
    ...['validate', '--rules', rules, '--data', template, '--structured', '--output-format', 'json'],
    ...['--show-summary', 'none'],
  ],
  exits: [0, 19],
  read: (printed) => report.parse(JSON.parse(printed))[0].not_compliant.flatMap(findingsOf),
};
