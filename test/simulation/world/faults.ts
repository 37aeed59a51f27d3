import type { Chance } from './chance.ts';
import type { Trace } from './trace.ts';

/**
 * What goes wrong, and how often at the most where a seed has it: the probability per chance of it. A new fault is a row, and a place
 * that asks whether it strikes.
 */
export const faultRates = {
  // Of any call to a service: services/call.ts.
  'call throttled': 0.03,
  'call failed (5xx)': 0.03,
  'reply lost': 0.02,
  'request sent twice by the SDK': 0.02,
  'call slow': 0.05,
  'worker died before a call': 0.01,
  'worker died after a call': 0.01,
  // Of SQS and Lambda: services/sqs.ts, lambda/mapping.ts.
  'message delivered twice': 0.1,
  'message delivered late': 0.1,
  'acknowledgement lost': 0.05,
  // Of EventBridge: services/event-bridge.ts.
  'PutEvents refused in part': 0.1,
  'event doubled': 0.1,
  'event late': 0.1,
  'event to the DLQ of its rule': 0.03,
  'event of the older schema': 0.3,
  'event of the newer schema': 0.3,
  // Of S3: services/s3.ts.
  'S3 notification lost': 0.15,
  'S3 notification doubled': 0.2,
  // Of DynamoDB: services/dynamo.ts.
  'index behind': 0.2,
  'batch read in part': 0.3,
  // Of workers: lambda/instance.ts.
  'clock ahead or behind': 0.5,
  // Of people and schedules: people/.
  'schedule fired twice': 0.1,
  'schedule not fired': 0.1,
  'caller gone before the answer': 0.2,
} as const;

export type FaultName = keyof typeof faultRates;

export const faultNames = Object.keys(faultRates) as FaultName[];

export type Faults = {
  /** Whether this fault strikes here. */
  strikes(fault: FaultName, about: string): boolean;
  /** From now on nothing goes wrong. */
  stop(): void;
  /** How many have struck, or would have. */
  readonly count: number;
  /** How often each struck. */
  readonly tally: Readonly<Partial<Record<string, number>>>;
  /** Counts what was done to the world besides: a cancel, a redrive. */
  note(what: string): void;
};

/** Which of the faults a run leaves out, by their order: to find those that matter. */
export type Left = (ordinal: number) => boolean;

/** A seed has some of the faults, some often and some rarely: a run with all of them at once would never come far. */
const ratesOf = (chance: Chance): Record<FaultName, number> => {
  const weights = [0, 0, 0.1, 0.4, 1] as const;
  const entries = faultNames.map((name) => [name, faultRates[name] * chance.oneOf(weights)] as const);
  return Object.fromEntries(entries) as Record<FaultName, number>;
};

export const faults = (chance: Chance, trace: Trace, leftOut: Left = () => false): Faults => {
  const rates = ratesOf(chance);
  const tally: Partial<Record<string, number>> = {};
  const note = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  let [isOver, count] = [false, 0];
  return {
    get count() {
      return count;
    },
    tally,
    note,
    stop: () => {
      isOver = true;
    },
    strikes(fault, about) {
      if (isOver || !chance.happens(rates[fault])) return false;
      if (leftOut(count++)) return false;
      note(fault);
      trace.add('FAULT', fault, about);
      return true;
    },
  };
};
