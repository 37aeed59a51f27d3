import type { Fault, Faults, Service } from '#local/cloud/faults/fault.ts';

/** One fault for one folder's job: the first request that fits gets it, `times` times. */
export type Plan = {
  /** Whose job; `*` is any, for requests whose body does not say (S3). */
  readonly folder: string;
  readonly functionName: string;
  readonly service: Service;
  readonly operation: string;
  /** What the request's body must match besides being about the job. */
  readonly body?: RegExp;
  readonly fault: Fault;
  /** How often it strikes, 1 unless said; `lift` ends it earlier. */
  readonly times?: number;
};

/** The write that commits a stage: it puts events into the outbox. Claims and the clearing of the outbox do not. */
export const commits = /SET [^"]*#outbox = /;

/** Faults by plan. Which job is a folder's is read off the first request that names both (intake's). */
export const planned = (plans: readonly Plan[]): Faults & { readonly struck: string[]; lift(plan: Plan): void } => {
  const left = new Map(plans.map((plan) => [plan, plan.times ?? 1]));
  const folders = new Map<string, string>();
  const struck: string[] = [];

  const isAbout = (plan: Plan, body: string): boolean =>
    plan.folder === '*' ||
    body.includes(`drops/${plan.folder}/`) ||
    [...folders].some(([jobId, folder]) => folder === plan.folder && body.includes(jobId));

  return {
    struck,
    lift: (plan) => void left.set(plan, 0),
    onRequest: (service, operation, functionName, body) => {
      const named = /"jobId":\{"S":"([0-9a-f-]{36})"/.exec(body)?.[1];
      const folder = /drops\/([^/"]+)\//.exec(body)?.[1];
      if (named && folder) folders.set(named, folder);
      const plan = plans.find(
        (candidate) =>
          (left.get(candidate) ?? 0) > 0 &&
          candidate.service === service &&
          candidate.operation === operation &&
          functionName?.endsWith(candidate.functionName) &&
          isAbout(candidate, body) &&
          (candidate.body?.test(body) ?? true),
      );
      if (!plan) return undefined;
      left.set(plan, (left.get(plan) ?? 0) - 1);
      struck.push(plan.folder);
      return plan.fault;
    },
  };
};
