import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { eventMetadata } from '#schemas/event.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { CommandError } from './command.ts';

type Catalogued = (typeof catalogue)[number];

/** An event of the followed job, its data parsed by its own schema. */
export type Followed = {
  [Type in Catalogued['type']]: {
    readonly type: Type;
    readonly id: string;
    readonly jobId: string;
    readonly data: z.infer<Extract<Catalogued, { type: Type }>['data']>;
  };
}[Catalogued['type']];

export type FollowLimits = {
  /** How long the job may go without any event, in milliseconds. */
  readonly stallMs: number;
  /** How long the notification and the archive may take after the job has ended, in milliseconds. */
  readonly afterMs: number;
};

export const followLimits: FollowLimits = { stallMs: 120_000, afterMs: 30_000 };

const detail = z.object({ metadata: eventMetadata, data: z.unknown() });

const idsOf = ({ id, jobId }: z.infer<typeof eventMetadata>) => ({ id, jobId });

const parseEvent = (event: { type: string; detail: unknown }): Followed | undefined => {
  const definition = catalogue.find(({ type }) => type === event.type);
  const parsed = detail.safeParse(event.detail);
  if (!definition || !parsed.success) return undefined;
  const data = definition.data.safeParse(parsed.data.data);
  // The type and the data's schema come from the same row of the catalogue, which TypeScript cannot see through `find`.
  return data.success
    ? ({ type: definition.type, ...idsOf(parsed.data.metadata), data: data.data } as Followed)
    : undefined;
};

/** What has been seen of a job, and whether there is more to come. */
type Seen = {
  jobId?: string;
  last: string;
  readonly types: Set<Followed['type']>;
  readonly tellings: Set<string>;
};

/** What a job says many times, each about another cell; of anything else the first telling is the one that counts. */
const repeated: ReadonlySet<Followed['type']> = new Set(['ScanCellRequested', 'CellScanned']);

const tellingOf = ({ type, id }: Followed): string => (repeated.has(type) ? `${type} ${id}` : type);

const hasEnded = ({ types }: Seen): boolean => types.has('JobSucceeded') || types.has('JobFailed');
const isComplete = (seen: Seen): boolean =>
  hasEnded(seen) && seen.types.has('NotificationSent') && seen.types.has('JobArchived');

export type Ending = {
  readonly jobId: string;
  /** What was still missing when `afterMs` were over. */
  readonly missing: readonly ('NotificationSent' | 'JobArchived')[];
};

const followUps = ['NotificationSent', 'JobArchived'] as const;

const isOurs = (event: Followed, seen: Seen, prefix: string): boolean => {
  if (seen.jobId === undefined && event.type === 'JobRequested' && event.data.input.prefix === prefix)
    seen.jobId = event.jobId;
  return seen.jobId === event.jobId;
};

/**
 * Follows the next job on `prefix` from its first event until it has ended, a person was told and its archive is made.
 * Resolves once all that was seen, or `afterMs` after the end with what is missing; rejects with a `CommandError` if
 * nothing happens for `stallMs`, or if `signal` aborts. Call it before the drop is complete, or its first event is missed.
 */
export const followJob = (
  cloud: Pick<Cloud, 'observe'>,
  prefix: string,
  tell: (event: Followed) => void,
  signal: AbortSignal,
  limits: FollowLimits = followLimits,
): Promise<Ending> =>
  new Promise((resolve, reject) => {
    const seen: Seen = { last: 'the drop', types: new Set(), tellings: new Set() };
    let timer: NodeJS.Timeout;

    const end = (settle: () => void) => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', aborted);
      settle();
    };
    const ending = ({ jobId = '' }: Seen): Ending => ({
      jobId,
      missing: followUps.filter((type) => !seen.types.has(type)),
    });
    const expired = () => {
      if (hasEnded(seen)) return end(() => resolve(ending(seen)));
      const seconds = Math.round(limits.stallMs / 1000);
      end(() =>
        reject(
          new CommandError(
            `The pipeline stalled: nothing happened for ${seconds} s after ${seen.last}. See .dropforge/cloud.log.`,
          ),
        ),
      );
    };
    const aborted = () => end(() => reject(new CommandError('Interrupted.')));
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(expired, hasEnded(seen) ? limits.afterMs : limits.stallMs);
    };
    const stop = cloud.observe((raw) => {
      const event = parseEvent(raw);
      if (!event || !isOurs(event, seen, prefix)) return;
      // Events come at least once.
      if (seen.tellings.has(tellingOf(event))) return;
      seen.tellings.add(tellingOf(event));
      seen.types.add(event.type);
      seen.last = event.type;
      tell(event);
      wait();
      if (isComplete(seen)) end(() => resolve(ending(seen)));
    });
    signal.addEventListener('abort', aborted);
    wait();
    if (signal.aborted) aborted();
  });
