import type { JsonValue } from '#schemas/json.ts';
import type { Page, ScanContext, Source } from '../collect/sources/source.ts';
import { resourceOf } from './scan.ts';

/** A source in memory: `pages` pages of `size` resources of each type, each page one call, each with a cursor. */
export const memorySource = (
  given: Partial<Pick<Source, 'service' | 'types' | 'scope'>> & {
    readonly pages?: number;
    readonly size?: number;
    /** Called before each page; may throw. */
    readonly before?: (context: ScanContext, at: number) => void;
  } = {},
): Source => {
  const { service = 'ec2', types = ['AWS::EC2::Instance'], scope = 'regional', pages = 1, size = 1, before } = given;
  const pageAt = (at: number, { cell }: ScanContext): Page => {
    const type = types[Math.floor(at / pages)] ?? '';
    const first = (at % pages) * size;
    const { accountId, region } = cell;
    const resources = Array.from({ length: size }, (_, index) => {
      const id = `${type.split('::')[2]?.toLowerCase()}-${first + index}`;
      return resourceOf(id, { type, accountId, region, arn: `arn:aws:${service}:${region}:${accountId}:${id}` });
    });
    const isLast = at % pages === pages - 1;
    return { type, resources, cursor: at + 1, ...(isLast && { end: { outcome: 'complete' } }) };
  };
  return {
    service,
    types,
    scope,
    async *scan(context: ScanContext, from?: JsonValue) {
      for (let at = Number(from ?? 0); at < types.length * pages; at++) {
        before?.(context, at);
        context.meter.call();
        yield pageAt(at, context);
      }
    },
  };
};
