import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

type Successor = { readonly from: RegExp; readonly to: string; readonly gone: RegExp };

/**
 * The runtime that takes the place of one in which functions can't be created any more, and what it no longer has.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const successors: readonly Successor[] = [
  {
    from: /^python3\.([6-9]|10|11)$/,
    to: 'python3.12',
    gone: /\b(distutils|imp|asynchat|asyncore|smtpd|botocore\.vendored)\b|\basync\s*=/,
  },
  // AWS SDK for JavaScript v2 is not part of it, and `new Buffer()` and `url.parse()` changed on the way.
  { from: /^nodejs([468]|1[02468])\.\w+$/, to: 'nodejs22.x', gone: /aws-sdk|new Buffer\(|domain|punycode/ },
];

export const lambdaRuntime: Fixer = {
  name: 'lambda-runtime',
  mends:
    'A Lambda runtime that is no more, for a later one of the same language. Only if the code stands in the template and uses nothing that the later one lacks: code that cannot be seen may break',
  rules: ['E2531', 'E2533'],
  fix({ pointer }, { template }) {
    const runtime = valueAt(template, pointer);
    const zipFile = valueAt(template, pointer.replace(/\/Runtime$/, '/Code/ZipFile'));
    if (typeof runtime !== 'string' || zipFile === undefined) return undefined;
    const successor = successors.find(({ from }) => from.test(runtime));
    if (!successor || successor.to === runtime || successor.gone.test(JSON.stringify(zipFile))) return undefined;
    return {
      patch: [{ op: 'replace', path: pointer, value: successor.to }],
      description: `Runtime ${runtime}, which is no more, replaced by ${successor.to}`,
    };
  },
};
