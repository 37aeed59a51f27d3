import * as z from 'zod';
import { type Cell, type CellRecord, cell, cellRecord, type Outcome } from '#schemas/inventory/cell.ts';
import { type InventoryOptions, inventoryOptions } from '#schemas/inventory/options.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import type { Source } from './sources/source.ts';
import type { StoredExceptions } from './stored-exceptions.ts';
import type { Account, Survey } from './survey.ts';

/** plan.json of a live scan: what is to be read, and with which credentials. */
export const plan = z.object({
  scannedAt: z.iso.datetime({ precision: 3 }),
  options: inventoryOptions,
  accounts: z.array(
    z.object({
      accountId: z.string(),
      partition: z.string(),
      roleArn: z.string().optional(),
      externalId: z.string().optional(),
    }),
  ),
  cells: z.array(cell),
  /** What could not even be planned: an account nobody may enter, regions nobody may list. */
  troubles: z.array(cellRecord),
});

export type Plan = z.infer<typeof plan>;

/** The job's item counts its cells in a set of numbers; with more it would outgrow what DynamoDB takes at a good pace. */
const maxCells = 20_000;

/** The region of the cells of services that have none. */
export const globalRegion = 'global';

const trouble = (accountId: string, service: string, type: string, outcome: Outcome, reason: string): CellRecord => ({
  id: `${accountId}/${globalRegion}/${service}`,
  accountId,
  region: globalRegion,
  service,
  outcome,
  looks: [{ type, outcome, resources: 0, reason }],
  calls: 1,
  pages: 0,
  resources: 0,
  durationMs: 0,
});

const cellsOf = (accountId: string, regions: readonly string[], sources: readonly Source[]): Cell[] =>
  sources.flatMap(({ service, scope }) =>
    (scope === 'global' ? [globalRegion] : regions).map((region) => ({
      id: `${accountId}/${region}/${service}`,
      accountId,
      region,
      service,
    })),
  );

type Part = Pick<Plan, 'accounts' | 'cells' | 'troubles'>;

const planAccount = async (
  account: Account,
  options: InventoryOptions,
  sources: readonly Source[],
  survey: Survey,
): Promise<Part> => {
  const entry = await survey.enter(account);
  if ('reason' in entry) {
    const { outcome, reason } = entry;
    const refused = trouble(account.accountId, 'account', 'AWS::Organizations::Account', outcome, reason);
    return { accounts: [], cells: [], troubles: [refused] };
  }
  const asked = options.regions === 'enabled' ? await survey.regions(account) : { regions: options.regions };
  const unlisted =
    'reason' in asked ? [trouble(account.accountId, 'regions', 'AWS::EC2::Region', asked.outcome, asked.reason)] : [];
  return { accounts: [account], cells: cellsOf(account.accountId, asked.regions, sources), troubles: unlisted };
};

const accountsOf = async (own: Account, options: InventoryOptions, survey: Survey) => {
  const roles = options.roles.map(({ roleArn, externalId }) => ({
    accountId: roleArn.split(':')[4] ?? '',
    partition: roleArn.split(':')[1] ?? own.partition,
    roleArn,
    ...(externalId === undefined ? {} : { externalId }),
  }));
  const members = options.organization ? await survey.members(options.organization) : { accounts: [] };
  const byId = new Map([...members.accounts, ...roles, own].map((account) => [account.accountId, account]));
  const accounts = [...byId.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const troubles =
    'reason' in members
      ? [trouble(own.accountId, 'organization', 'AWS::Organizations::Account', members.outcome, members.reason)]
      : [];
  return { accounts, troubles };
};

/**
 * Plans a live scan: which accounts, in which regions, through which sources. What may not be listed is written down and
 * the rest is scanned. Throws `PermanentError` NO_CREDENTIALS if there is nobody to scan as, TOO_MANY_CELLS.
 */
export const planScan = async (
  options: InventoryOptions,
  scannedAt: string,
  sources: readonly Source[],
  survey: Survey,
  stored: StoredExceptions = { exceptions: [] },
): Promise<Plan> => {
  const own = await survey.own();
  const { accounts, troubles } = await accountsOf(own, options, survey);
  const unread = stored.trouble
    ? [trouble(own.accountId, 'exceptions', 'Dropforge::Exceptions', stored.trouble.outcome, stored.trouble.reason)]
    : [];
  const parts: Part[] = [{ accounts: [], cells: [], troubles: [...troubles, ...unread] }];
  for (const account of accounts) parts.push(await planAccount(account, options, sources, survey));
  const cells = parts.flatMap((part) => part.cells);
  if (cells.length > maxCells) {
    throw new PermanentError(
      'TOO_MANY_CELLS',
      `The scan comes to ${cells.length} cells (account x region x service); ${maxCells} are the most of one job.`,
      'Name the regions that are in use, or scan the accounts in several jobs.',
    );
  }
  return {
    scannedAt,
    options: { ...options, exceptions: [...options.exceptions, ...stored.exceptions] },
    accounts: parts.flatMap((part) => part.accounts),
    cells,
    troubles: parts.flatMap((part) => part.troubles),
  };
};
