import type { z } from 'zod';
import { InputsCollected } from '#events/inputs-collected.ts';
import type { JobRequested } from '#events/job-requested.ts';
import { ScanCellRequested } from '#events/scan-cell-requested.ts';
import type { CellReading, CellRecord } from '#schemas/inventory/cell.ts';
import { type InventoryOptions, inventoryOptions } from '#schemas/inventory/options.ts';
import type { Job } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { type Drop, filesOf, listDrop, manifestOf, optionsOf } from '#shared/exports/drop-files.ts';
import { counted } from '#shared/message/layout.ts';
import { type CollectDeps, type Door, draft, type StageResult } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { inParallel } from '#shared/pipeline/in-parallel.ts';
import { inputName } from '#shared/pipeline/input-name.ts';
import { scatterInto } from '#shared/pipeline/scatter.ts';
import { type Collected, resourcesPerPiece, writePiece } from './collect/collected.ts';
import { type ExportsRead, readExports } from './collect/exports.ts';
import { planScan } from './collect/plan.ts';
import { collectedLive, outcomeOf, type ScanDeps } from './collect/scan-cell.ts';
import type { StoredExceptions } from './collect/stored-exceptions.ts';
import type { Survey } from './collect/survey.ts';
import { inventoryJob } from './job.ts';

type Data = z.infer<typeof JobRequested.data>;

const example = '{"kind": "inventory", "live": true, "regions": ["eu-west-1"]}';

const write = (artifacts: ArtifactStore, job: Job, name: string, content: unknown) =>
  artifacts.put(artifactKey(job.jobId, 'collector', `${name}.json`), JSON.stringify(content), 'application/json');

const collectLive = async (
  job: Job,
  options: InventoryOptions,
  { sources, survey, stored }: CollectInventoryDeps,
  artifacts: ArtifactStore,
): Promise<StageResult> => {
  const planned = await planScan(options, job.submittedAt, sources(options), survey, await stored?.());
  if (planned.cells.length === 0) return collectedLive(job, planned, planned.troubles, artifacts);
  const { key } = await write(artifacts, job, inventoryJob.work.plan, planned);
  const { patch, events } = scatterInto(ScanCellRequested.type, key, planned.cells.length);
  return { patch: { ...patch, work: { [inventoryJob.work.plan]: key } }, events };
};

const piecesOf = ({ resources }: CellReading): CellReading['resources'][] =>
  Array.from({ length: Math.ceil(resources.length / resourcesPerPiece) }, (_, index) =>
    resources.slice(index * resourcesPerPiece, (index + 1) * resourcesPerPiece),
  );

const keep = async (job: Job, reading: CellReading, artifacts: ArtifactStore): Promise<CellRecord> => {
  const { cell, scannedAt, looks, resources } = reading;
  const names = piecesOf(reading).map((piece, index) => ({ piece, name: `${scannedAt}-${index}` }));
  const keys = await inParallel(2, names, ({ piece, name }) =>
    writePiece(artifacts, job.jobId, name, { cell, scannedAt, resources: piece }),
  );
  const [key, ...more] = keys;
  return {
    ...cell,
    outcome: outcomeOf(looks),
    looks,
    calls: 0,
    pages: 0,
    resources: resources.length,
    durationMs: 0,
    ...(key === undefined ? {} : { key }),
    ...(more.length > 0 ? { more } : {}),
  };
};

const refuseEmpty = ({ readings, files }: ExportsRead, name: string): void => {
  if (readings.length > 0) return;
  const reasons = files.slice(0, 20).map(({ file, reason = 'describes nothing' }) => `${file}: ${reason}`);
  throw new PermanentError(
    'EMPTY_DROP',
    files.length === 0
      ? `${name} holds no files.`
      : `No resource was found in ${name} (${counted(files.length, 'file')}). ${reasons.join('; ')}.`,
    'Drop AWS CLI (describe-*, get-*, list-*) or AWS Config files in JSON or YAML.',
  );
};

const collectExports = async (
  job: Job,
  drop: Drop,
  { exceptions }: InventoryOptions,
  { artifacts, inputs }: CollectDeps,
): Promise<StageResult> => {
  const read = await readExports(filesOf(drop, inputs), job.submittedAt);
  refuseEmpty(read, inputName(job));
  const records = await inParallel(8, read.readings, async (reading) => ({
    scannedAt: reading.scannedAt,
    cell: await keep(job, reading, artifacts),
  }));
  const scans = [...Map.groupBy(records, ({ scannedAt }) => scannedAt)]
    .map(([scannedAt, of]) => ({ scannedAt, cells: of.map(({ cell }) => cell) }))
    .sort((a, b) => (a.scannedAt < b.scannedAt ? -1 : 1));
  const found: Collected = { source: 'exports', exceptions, scans };
  const { key } = await write(artifacts, job, inventoryJob.work.collected, found);
  const troubles = read.files.filter(({ outcome }) => outcome !== 'read');
  const items = read.readings.reduce((sum, { resources }) => sum + resources.length, 0);
  return {
    patch: {
      work: { [inventoryJob.work.collected]: key },
      summary: {
        files: { read: read.files.length - troubles.length, notRead: troubles.length },
        fileTroubles: troubles.slice(0, 20).map(({ file, reason = '' }) => ({ file, reason })),
      },
    },
    events: [draft(InputsCollected, { key, items })],
  };
};

export type CollectInventoryDeps = Pick<ScanDeps, 'sources'> & {
  readonly survey: Survey;
  /** The exceptions of the deployment, if it has any. */
  readonly stored?: () => Promise<StoredExceptions>;
};

/**
 * The inventory job's first door. Live: plans the cells of the scan, which is then scattered (collect/scan-cell.ts).
 * Exports: reads them into the readings a scan would have taken. Throws `PermanentError` INVALID_OPTIONS, NO_CREDENTIALS,
 * TOO_MANY_CELLS, EMPTY_DROP, and what reading a drop throws.
 */
export const collecting =
  (own: CollectInventoryDeps): Door<Data, CollectDeps> =>
  async (job, _data, deps) => {
    const drop = await listDrop(deps.inputs, job.input.prefix);
    const options = await optionsOf(drop, deps.inputs, inventoryOptions, example);
    const taken = await write(deps.artifacts, job, inventoryJob.work.inputs, manifestOf(drop));
    const { patch, events } = options.live
      ? await collectLive(job, options, own, deps.artifacts)
      : await collectExports(job, drop, options, deps);
    return { patch: { ...patch, work: { ...patch.work, [inventoryJob.work.inputs]: taken.key } }, events };
  };
