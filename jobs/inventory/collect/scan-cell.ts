import * as z from 'zod';
import { CellScanned } from '#events/cell-scanned.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import { type Cell, type CellRecord, cellRecord, look, type Outcome, outcomes } from '#schemas/inventory/cell.ts';
import type { InventoryOptions } from '#schemas/inventory/options.ts';
import type { InventoryResource } from '#schemas/inventory/resource.ts';
import type { Job } from '#schemas/job.ts';
import type { JsonValue } from '#schemas/json.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import type { PartContext, PartDone, PartOutcome, PartWork } from '#shared/pipeline/gather.ts';
import { inventoryJob } from '../job.ts';
import { redacted } from '../redact.ts';
import type { Access } from './access.ts';
import { type Collected, resourcesPerPiece, writePiece } from './collected.ts';
import { globalRegion, type Plan, plan } from './plan.ts';
import { BudgetSpentError, type LookEnd, type Meter, type Page, type Source } from './sources/source.ts';

export type ScanDeps = {
  readonly artifacts: ArtifactStore;
  readonly access: Access;
  readonly sources: (options: InventoryOptions) => readonly Source[];
  readonly now: () => Date;
};

/** What one worker leaves to the next of the same cell. */
const progress = z.object({
  cursor: z.json().optional(),
  looks: z.array(look),
  keys: z.array(z.string()),
  calls: z.number(),
  pages: z.number(),
  durationMs: z.number(),
});

type Progress = z.infer<typeof progress>;

const start: Progress = { looks: [], keys: [], calls: 0, pages: 0, durationMs: 0 };

const progressOf = (state: JsonValue | undefined): Progress => (state === undefined ? start : progress.parse(state));

const meterOf = (budget: number): Meter => {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    call() {
      if (calls >= budget) throw new BudgetSpentError('The scan may make no more calls');
      calls += 1;
    },
  };
};

/** The worst of the looks; a cell without any was not looked at. */
export const outcomeOf = (looks: readonly { readonly outcome: Outcome }[]): Outcome => {
  const worst = Math.max(...looks.map(({ outcome }) => outcomes.indexOf(outcome)));
  return outcomes[worst] ?? 'failed';
};

/** The looks of every type, those that have no end with this one. */
const closed = (looks: Progress['looks'], types: readonly string[], end: LookEnd, seen: Tally): Progress['looks'] => [
  ...looks,
  ...types
    .filter((type) => !looks.some((known) => known.type === type))
    .map((type) => ({ type, resources: seen.of(type), ...end })),
];

/** How many different resources of each type have come so far. */
type Tally = { of(type: string): number; add(page: Page): void };

const tally = (): Tally => {
  const byType = new Map<string, Set<string>>();
  return {
    of: (type) => byType.get(type)?.size ?? 0,
    add({ type, resources }) {
      const arns = byType.get(type) ?? new Set();
      for (const { arn } of resources) arns.add(arn);
      byType.set(type, arns);
    },
  };
};

const recordOf = (cell: Cell, { looks, keys, calls, pages, durationMs }: Progress): CellRecord => {
  const [key, ...more] = keys;
  return {
    ...cell,
    outcome: outcomeOf(looks),
    looks,
    calls,
    pages,
    resources: looks.reduce((sum, { resources }) => sum + resources, 0),
    durationMs,
    ...(key === undefined ? {} : { key }),
    ...(more.length > 0 ? { more } : {}),
  };
};

const doneOf = (record: CellRecord): PartDone => ({
  result: z.json().parse(record),
  spent: record.calls,
  events: [draft(CellScanned, record)],
});

/** How a cell of a live scan is read: page by page, its resources put away in pieces, until it ends or its worker's time does. */
export const scanCells = (deps: ScanDeps): PartWork => {
  let known: { readonly key: string; readonly plan: Promise<Plan> } | undefined;

  /** Workers take many cells of the same plan. */
  const planOf = (key: string): Promise<Plan> => {
    if (known?.key !== key) {
      const read = async () => plan.parse(JSON.parse(await deps.artifacts.readText(key)));
      const reading = { key, plan: read() };
      known = reading;
      reading.plan.catch(() => {
        if (known === reading) known = undefined;
      });
    }
    return known.plan;
  };

  const cellOf = async (job: Job, part: number) => {
    const planned = await planOf(job.scatter?.key ?? '');
    const cell = planned.cells[part];
    const source = deps.sources(planned.options).find(({ service }) => service === cell?.service);
    const account = planned.accounts.find(({ accountId }) => accountId === cell?.accountId);
    if (cell && source && account) return { planned, cell, source, account };
    throw new PermanentError('UNKNOWN_CELL', `The plan has no cell ${part} that can be read here`, 'Deploy anew.');
  };

  const run = async (job: Job, context: PartContext): Promise<PartOutcome> => {
    const { planned, cell, source, account } = await cellOf(job, context.part);
    const before = progressOf(context.state);
    const meter = meterOf(Math.max(planned.options.callBudget - (job.spent ?? 0) - before.calls, 0));
    const startedAt = deps.now().getTime();
    const seen = tally();
    const looks = [...before.looks];
    const keys = [...before.keys];
    let pages = before.pages;
    let waiting: InventoryResource[] = [];

    const putAway = async () => {
      if (waiting.length === 0) return;
      const reading = { cell, scannedAt: planned.scannedAt, resources: waiting.map(redacted) };
      keys.push(await writePiece(deps.artifacts, job.jobId, `${context.turn}-${keys.length}`, reading));
      waiting = [];
    };
    const reached = (): Progress => ({
      looks,
      keys,
      calls: before.calls + meter.calls,
      pages,
      durationMs: before.durationMs + deps.now().getTime() - startedAt,
    });
    const finish = async (end: LookEnd): Promise<PartOutcome> => {
      await putAway();
      return {
        do: 'finish',
        ...doneOf(recordOf(cell, { ...reached(), looks: closed(looks, source.types, end, seen) })),
      };
    };

    const { scannedAt } = planned;
    const { signal } = context;
    const home = cell.region === globalRegion ? undefined : cell.region;
    const settings = (region = home) => deps.access.of(account)(region);
    const scan = { cell, clientSettings: settings, meter, signal, partition: account.partition, scannedAt };
    try {
      for await (const page of source.scan(scan, before.cursor)) {
        pages += 1;
        seen.add(page);
        waiting.push(...page.resources);
        if (page.end) looks.push({ type: page.type, resources: seen.of(page.type), ...page.end });
        if (waiting.length >= resourcesPerPiece) await putAway();
        if (page.cursor === undefined || deps.now() < context.deadline) continue;
        await putAway();
        return { do: 'hand-on', state: z.json().parse({ ...reached(), cursor: page.cursor }) };
      }
    } catch (error) {
      if (error instanceof BudgetSpentError) {
        const reason = `the scan's budget of ${planned.options.callBudget} calls is used up`;
        return finish({ outcome: 'throttled', reason });
      }
      if (!signal.aborted) throw error;
    }
    return finish({
      outcome: 'failed',
      reason: signal.aborted ? 'its worker ran out of time' : 'it was not looked at',
    });
  };

  return {
    run,
    async failed(job, part, state, reason) {
      const planned = await planOf(job.scatter?.key ?? '');
      const cell = planned.cells[part];
      if (!cell) throw new Error(`The plan has no cell ${part}`);
      const reached = progressOf(state);
      const types = deps.sources(planned.options).find(({ service }) => service === cell.service)?.types ?? [];
      const looks = closed(reached.looks, types, { outcome: 'failed', reason }, tally());
      return doneOf(recordOf(cell, { ...reached, looks }));
    },
    async gather(job, results) {
      const planned = await planOf(job.scatter?.key ?? '');
      const cells = [...results.map((result) => cellRecord.parse(result)), ...planned.troubles];
      return collectedLive(job, planned, cells, deps.artifacts);
    },
  };
};

/** What a live scan comes to, however many of its cells could be read. */
export const collectedLive = async (
  job: Pick<Job, 'jobId'>,
  { scannedAt, options }: Pick<Plan, 'scannedAt' | 'options'>,
  cells: CellRecord[],
  artifacts: ArtifactStore,
) => {
  const found: Collected = {
    source: 'live',
    exceptions: options.exceptions,
    scans: [{ scannedAt, cells }],
  };
  const key = artifactKey(job.jobId, 'collector', 'collected.json');
  const written = await artifacts.put(key, JSON.stringify(found), 'application/json');
  return {
    patch: { work: { [inventoryJob.work.collected]: written.key } },
    events: [draft(InputsCollected, { key: written.key, items: cells.reduce((sum, each) => sum + each.resources, 0) })],
  };
};
