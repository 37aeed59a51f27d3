import type { CellReading } from '#schemas/inventory/cell.ts';
import { collectFiles, type DropFile, type Place } from '#shared/exports/collect-files.ts';
import type { CollectedFile, ExportedResource } from '#shared/exports/resource.ts';
import { withAnswers } from './exports/answered.ts';
import { further } from './exports/further.ts';
import { hasGlobalCell, serviceOf } from './exports/kinds.ts';
import { isListing, type Listed, listedIn } from './exports/listings.ts';
import { looksOfExport, type PlacedLook, type Shown } from './exports/looks.ts';
import { isOperation } from './exports/operations.ts';
import { placeOfPath } from './exports/place.ts';
import { resourceOf, unknown } from './exports/resource.ts';
import { type ScanFiles, scansIn, timeOf } from './exports/scans.ts';
import { isOfResources, unreadFiles } from './exports/unread-files.ts';

/** What a drop of exports is to an inventory: readings as a live scan takes them, and what became of each file. */
export type ExportsRead = {
  /** One for each cell and scan; a drop may hold several scans, told apart by `scannedAt`. */
  readonly readings: readonly CellReading[];
  readonly files: readonly CollectedFile[];
};

/** An account's inventory is larger than what becomes a template: resources have parts, and a large account 50,000 of them. */
const inventoryLimits = { resourcesPerDrop: 250_000, valuesPerDrop: 10_000_000 } as const;

/** What says how things should be is no inventory of how they are. */
const declared = new Set(['cloudformation', 'terraform-show', 'terraform-state']);

/** What a path says where the export does not; a global service's region is not where it was asked. */
const placeOf = ({ source, type = '', region, account }: ExportedResource): Place => {
  const path = placeOfPath(source.file);
  return {
    ...(account === undefined && path.account !== undefined ? { account: path.account } : {}),
    ...(region === undefined && path.region !== undefined && !hasGlobalCell(type) ? { region: path.region } : {}),
  };
};

const onlyOne = (values: ReadonlySet<string>): string | undefined => (values.size === 1 ? [...values][0] : undefined);

/** Whose images and snapshots are shown says nothing of the account that was scanned. */
const isForeign = /^AWS::EC2::(Image|Snapshot)$/;

/** The one account and the one region that the rest of the drop is of, if there is but one. */
const usualOf = (parts: readonly ExportedResource[], files: readonly DropFile[]) => {
  const accounts = new Set<string>();
  const regions = new Set<string>();
  const paths: readonly Place[] = files.map(({ file }) => placeOfPath(file));
  for (const { account, region } of [...paths, ...parts.filter(({ type = '' }) => !isForeign.test(type))]) {
    if (account !== undefined) accounts.add(account);
    if (region !== undefined) regions.add(region);
  }
  const account = onlyOne(accounts);
  const region = onlyOne(regions);
  return { accounts, usual: { ...(account && { account }), ...(region && { region }) } };
};

const shownOf = (parts: readonly ExportedResource[], usual: Place): Shown | undefined => {
  const [first] = parts;
  if (first?.type === undefined) return undefined;
  const resource = resourceOf(first.type, parts, { ...usual, ...placeOfPath(first.source.file) });
  const isOfConfig = parts.every(({ dialect }) => dialect === 'aws-config');
  return {
    resource,
    cellRegion: hasGlobalCell(first.type) && !isOfConfig ? 'global' : resource.region,
    names: first.identifiers,
    files: [...new Set(parts.map(({ source }) => source.file))],
  };
};

const isAlive = ({ resource: { type, state } }: Shown): boolean =>
  type !== 'AWS::EC2::Instance' || state !== 'terminated';

/** A resource that two names led to, and twice the same file: the one with more to say stays. */
const distinct = (shown: readonly Shown[]): readonly Shown[] => {
  const byArn = new Map<string, Shown>();
  for (const each of shown) {
    const known = byArn.get(each.resource.arn);
    const fields = Object.keys(each.resource.configuration).length;
    const files = [...new Set([...(known?.files ?? []), ...each.files])];
    const best = known && Object.keys(known.resource.configuration).length >= fields ? known : each;
    byArn.set(each.resource.arn, { ...best, files });
  }
  return [...byArn.values()];
};

const readingsOf = (shown: readonly Shown[], looks: readonly PlacedLook[], scannedAt: string): CellReading[] => {
  const idOf = (accountId: string, region: string, type: string) => `${accountId}/${region}/${serviceOf(type)}`;
  const resources = Map.groupBy(shown, ({ resource, cellRegion }) =>
    idOf(resource.accountId, cellRegion, resource.type),
  );
  return [...Map.groupBy(looks, ({ accountId, region, look }) => idOf(accountId, region, look.type))].map(
    ([id, of]): CellReading => {
      const [accountId = unknown, region = unknown, service = unknown] = id.split('/');
      return {
        cell: { id, accountId, region, service },
        scannedAt,
        looks: of.map(({ look }) => look),
        resources: (resources.get(id) ?? []).map(({ resource }) => resource),
      };
    },
  );
};

const partKey = ({ type, account, region, identifiers }: ExportedResource): string =>
  [type, account, region, identifiers[0]].join(' ');

const countBy = (parts: readonly ExportedResource[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { source } of parts) counts.set(source.file, (counts.get(source.file) ?? 0) + 1);
  return counts;
};

/** A file whose resources are left out is told of like one that could not be read. */
const told = (files: readonly CollectedFile[], untyped: ReadonlyMap<string, number>): CollectedFile[] =>
  files.map((file) => {
    if (file.dialect !== undefined && declared.has(file.dialect))
      return { ...file, outcome: 'passed-over', resources: 0, reason: 'says what was declared, not what is there' };
    const left = untyped.get(file.file) ?? 0;
    if (left === 0) return file;
    const note = `${left} of its ${file.resources} resources do not say what type they are`;
    const outcome = left >= file.resources ? 'failed' : file.outcome;
    return { ...file, outcome, reason: file.reason === undefined ? note : `${file.reason}; ${note}` };
  });

const readScan = async ({ scannedAt, files }: ScanFiles, now: string): Promise<ExportsRead> => {
  const listed: Listed[] = [];
  const answering = (operation: string) => isOperation(operation) || isListing(operation);
  const collection = await collectFiles(
    files.map((file) => withAnswers(file, answering)),
    {
      dialects: [further],
      observe: (value, file) => listed.push(...listedIn(value, file)),
      placeOf,
      limits: inventoryLimits,
    },
  );
  const there = collection.resources.filter(({ dialect }) => !declared.has(dialect));
  const parts = there.filter(({ type }) => type !== undefined);
  const { accounts, usual } = usualOf(parts, files);
  const isOwn = ({ resource: { type, accountId } }: Shown) =>
    type !== 'AWS::EC2::Snapshot' || accounts.size === 0 || accounts.has(accountId);
  const shown = distinct(
    [...Map.groupBy(parts, partKey).values()].flatMap((of) => shownOf(of, usual) ?? []).filter(isAlive),
  ).filter(isOwn);
  const taken = scannedAt ?? timeOf(parts, now);
  const readings = readingsOf(shown, looksOfExport(shown, listed, usual), taken);
  const outcomes = told(collection.files, countBy(there.filter(({ type }) => type === undefined)));
  return { readings: [...readings, ...unreadFiles(outcomes, taken, usual.account)], files: outcomes };
};

/**
 * Reads a folder of exports into cells, as a live scan would have read them. Folders called by a date are scans of their own.
 * @param now ISO 8601: the time of files that say nothing of their own
 * Throws what `collectFiles` throws.
 */
export const readExports = async (
  files: AsyncIterable<DropFile> | Iterable<DropFile>,
  now: string,
): Promise<ExportsRead> => {
  const all: DropFile[] = [];
  for await (const file of files) all.push(file);
  const reads: ExportsRead[] = [];
  for (const scan of scansIn(all)) reads.push(await readScan(scan, now));
  const readings = reads.flatMap((read) => read.readings);
  return { readings: readings.some(isOfResources) ? readings : [], files: reads.flatMap((read) => read.files) };
};
