import type { Operations, World } from './world.ts';

/** Whoever calls services: a worker, or a person at a front door. What a dead one awaits never comes. */
export type Caller = { readonly name: string; isAlive: boolean; die(): void };

type Command = { readonly input: object };

/** How a service's errors are named where its own differ. */
const throttledAs: Readonly<Record<string, string>> = {
  s3: 'SlowDown',
  dynamo: 'ProvisionedThroughputExceededException',
};

const errorNamed = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const operationOf = (command: object): string => command.constructor.name.replace(/Command$/, '');

/** What the SDK gives up after: its timeout, as often as it tries (shared/aws/clients.ts). */
const givenUpMs = { s3: 120_000, other: 20_000 } as const;

/**
 * A client of the SDK's for one caller: `send` takes the SDK's commands and has the service do them, some time later, with whatever the
 * world has go wrong. What is thrown has the names that the SDK throws.
 */
export const client = <Client>(service: string, operations: Operations, caller: Caller, world: World): Client => {
  const { time, chance, faults } = world;

  const send = (command: Command): Promise<unknown> => {
    const operation = operationOf(command);
    const does = operations[operation];
    if (!does) throw new Error(`The simulated ${service} has no ${operation}`);
    const about = `${caller.name} ${service} ${operation} ${subjectOf(command.input)}`;
    const apply = () => does(command.input as never, caller.name);

    return new Promise((resolve, reject) => {
      const answer = (happen: () => void) => {
        if (caller.isAlive) happen();
      };
      const settle = () => {
        try {
          const value = apply();
          answer(() => resolve(value));
        } catch (error) {
          answer(() => reject(error));
        }
      };
      const attempt = () => {
        try {
          apply();
        } catch {
          // Whoever asked hears nothing of it.
        }
      };
      const refuse = (name: string, message: string) => answer(() => reject(errorNamed(name, message)));
      const later = (ms: number, happen: () => void) => void time.after(ms, happen);
      const soon = chance.between(2, 60);

      if (!caller.isAlive) return;
      if (faults.strikes('worker died before a call', about)) return caller.die();
      if (faults.strikes('call throttled', about))
        return later(soon, () => refuse(throttledAs[service] ?? 'ThrottlingException', 'Rate exceeded'));
      if (faults.strikes('call failed (5xx)', about))
        return later(soon, () => refuse('InternalServerError', 'We encountered an internal error'));
      if (faults.strikes('reply lost', about)) {
        later(soon, attempt);
        const patience = service === 's3' ? givenUpMs.s3 : givenUpMs.other;
        return later(patience, () => refuse('TimeoutError', 'The socket timed out'));
      }
      if (faults.strikes('request sent twice by the SDK', about)) {
        later(soon, attempt);
        return later(soon + chance.between(1_000, 5_000), settle);
      }
      if (faults.strikes('worker died after a call', about))
        return later(soon, () => {
          attempt();
          caller.die();
        });
      later(faults.strikes('call slow', about) ? chance.between(1_000, 15_000) : soon, settle);
    });
  };

  return { send } as Client;
};

/** What a call was about, for the trace: the job, key or queue it names. */
const subjectOf = (input: object): string => {
  const { Key, Item, QueueUrl, Bucket, Prefix, Entries } = input as Readonly<Record<string, unknown>>;
  if (Array.isArray(Entries))
    return Entries.map(({ DetailType, Detail }) => `${DetailType} ${jobIn(Detail)}`).join(', ');
  if (typeof Key === 'string') return `${Bucket}/${Key}`;
  if (typeof Prefix === 'string') return `${Bucket}/${Prefix}`;
  if (typeof Key === 'object' && Key !== null) return String(Object.values(Key)[0]);
  if (typeof Item === 'object' && Item !== null) return String((Item as { jobId?: string }).jobId);
  return typeof QueueUrl === 'string' ? QueueUrl : '';
};

const jobIn = (detail: unknown): string => /"jobId":"([^"]+)"/.exec(String(detail))?.[1] ?? '';
