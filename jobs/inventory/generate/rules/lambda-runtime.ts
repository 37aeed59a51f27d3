import type { InventoryResource } from '#schemas/inventory/resource.ts';
import { daysUntil, isoDate } from '../days.ts';
import { type Support, supportOf } from '../eol/tables.ts';
import { textAt } from '../fields.ts';
import { warningFor } from './rds-support-ends.ts';
import type { Rule } from './rule.ts';

const page = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html';
const reads = ['Functions[].Runtime', 'Functions[].PackageType'];

/** The runtime of a function from a zip; images bring their own, and nobody but their owner knows how old it is. */
const runtimeOf = (lambda: InventoryResource): { runtime: string; support: Support } | undefined => {
  const runtime = textAt(lambda, 'Runtime');
  if (runtime === undefined || textAt(lambda, 'PackageType') === 'Image') return undefined;
  const support = supportOf('lambda-runtimes', runtime);
  return support && { runtime, support };
};

export const lambdaRuntimeDeprecated: Rule = {
  id: 'lambda-runtime-deprecated',
  finds: 'A function whose runtime is deprecated',
  severity: 'medium',
  service: 'lambda',
  types: ['AWS::Lambda::Function'],
  reads,
  page,
  todo: 'Move to a supported runtime while the function can still be updated.',
  check: (lambda, { now }) => {
    const known = runtimeOf(lambda);
    if (!known || known.support.standardEnds >= now) return undefined;
    const { runtime, support } = known;
    const blocked = support.updatesBlocked;
    const isBlocked = blocked !== undefined && blocked <= now;
    const then = blocked ? ` Updates ${isBlocked ? 'have been' : 'are'} blocked from ${isoDate(blocked)} on.` : '';
    return {
      severity: isBlocked ? 'high' : 'medium',
      title: 'Runtime of the function is deprecated',
      why: `${runtime} was deprecated on ${isoDate(support.standardEnds)}: no security patches, no support.${then}`,
      evidence: {
        Runtime: runtime,
        deprecated: isoDate(support.standardEnds),
        updatesBlocked: blocked ? isoDate(blocked) : null,
      },
      due: isoDate(blocked && !isBlocked ? blocked : support.standardEnds),
    };
  },
};

export const lambdaRuntimeEnds: Rule = {
  id: 'lambda-runtime-ends',
  finds: 'A function whose runtime will soon be deprecated',
  severity: 'low',
  service: 'lambda',
  types: ['AWS::Lambda::Function'],
  reads,
  page,
  todo: 'Plan the move to the next runtime of the language.',
  check: (lambda, { now }) => {
    const known = runtimeOf(lambda);
    const days = known && daysUntil(known.support.standardEnds, now);
    const severity = days === undefined ? undefined : warningFor(days);
    if (!known || days === undefined || !severity) return undefined;
    const { runtime, support } = known;
    return {
      severity: severity === 'high' ? 'medium' : 'low',
      title: 'Runtime of the function is deprecated soon',
      why: `${runtime} is deprecated on ${isoDate(support.standardEnds)}, in ${Math.floor(days)} days.`,
      evidence: { Runtime: runtime, deprecated: isoDate(support.standardEnds) },
      due: isoDate(support.standardEnds),
    };
  },
};
