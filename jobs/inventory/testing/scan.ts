import type { Cell, CellReading, CellRecord, Outcome } from '#schemas/inventory/cell.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { Scan } from '../generate/analyse.ts';

const accountId = '111122223333';
const region = 'eu-west-1';

/** A resource in order, of any type; what a test is about is given. */
export const resourceOf = (id: string, given: Partial<InventoryResource> = {}): InventoryResource => ({
  arn: `arn:aws:ec2:${region}:${accountId}:instance/${id}`,
  type: 'AWS::EC2::Instance',
  region,
  accountId,
  id,
  tags: {},
  configuration: {},
  ...given,
});

export const cellOf = (service: string, given: Partial<Omit<Cell, 'id'>> = {}): Cell => {
  const cell = { accountId, region, service, ...given };
  return { id: `${cell.accountId}/${cell.region}/${service}`, ...cell };
};

/** A reading of one cell whose looks all ended in the same way: one look for each type that is named or seen. */
export const readingOf = (
  resources: readonly InventoryResource[],
  given: {
    readonly outcome?: Outcome;
    readonly types?: readonly string[];
    readonly cell?: Cell;
    readonly scannedAt?: string;
  } = {},
): CellReading => {
  const types = new Set([...(given.types ?? []), ...resources.map(({ type }) => type)]);
  const looks = [...types].map((type) => ({
    type,
    outcome: given.outcome ?? ('complete' as const),
    resources: resources.filter((each) => each.type === type).length,
  }));
  return {
    cell: given.cell ?? cellOf('ec2'),
    scannedAt: given.scannedAt ?? '2026-11-21T02:00:00.000Z',
    looks,
    resources: [...resources],
  };
};

const recordOf = ({ cell, looks, resources }: CellReading): CellRecord => ({
  ...cell,
  outcome: looks.find(({ outcome }) => outcome !== 'complete')?.outcome ?? 'complete',
  looks,
  calls: 1,
  pages: 1,
  resources: resources.length,
  durationMs: 100,
});

export const scanOf = (scannedAt: string, readings: readonly CellReading[]): Scan => ({
  jobId: '0199aa00-0000-7000-8000-000000000000',
  source: 'live',
  scannedAt,
  readings,
  cells: readings.map(recordOf),
});
