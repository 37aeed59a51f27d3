import { inventoryOptions } from '#schemas/inventory/options.ts';
import { optionsFile } from '#schemas/template-options.ts';
import type { ArtifactStore } from '../aws/artifact-store.ts';
import { pathsOf, type Route } from './consumer.ts';
import { arrivalMark, jobIdFor } from './drop.ts';
import { PermanentError } from './errors.ts';
import { theAccount } from './input-name.ts';
import { liveLock } from './kind-of.ts';
import { type SubmitDeps, submit } from './submit.ts';
import { schedulerSource } from './watchdog.ts';

/** Where requests lie in the input bucket that no folder was dropped for. */
export const requestsPrefix = 'requests/';

export type InventoryDueDeps = SubmitDeps & { readonly inputs: Pick<ArtifactStore, 'bucket' | 'put'> };

/**
 * The message that EventBridge Scheduler sends every night: its detail is the options of an inventory job. They are written
 * to `requests/<jobId>/dropforge.json`, so that the job has its input in S3 like any other. The same execution of the
 * schedule always makes the same job; while a live scan runs, it makes none.
 */
export const inventoryDue = (deps: InventoryDueDeps): Route => ({
  source: schedulerSource,
  type: 'InventoryDue',
  async handle({ envelope: { id, time, detail } }) {
    const asked = typeof detail === 'object' && detail !== null ? detail : {};
    const options = inventoryOptions.safeParse({ live: true, ...asked, kind: 'inventory' });
    if (!options.success) throw malformed(pathsOf(options.error));
    const due = new Date(time);
    if (Number.isNaN(due.getTime())) throw malformed('time: is none');
    const jobId = jobIdFor({ folder: 'inventory', prefix: requestsPrefix }, arrivalMark(due, id));
    const prefix = `${requestsPrefix}${jobId}/`;
    const text = `${JSON.stringify(options.data, null, 2)}\n`;
    const came = await submit(
      {
        jobId,
        kind: 'inventory',
        owner: 'schedule',
        input: { bucket: deps.inputs.bucket, prefix, name: theAccount },
        cause: id,
        ...(options.data.live && { lock: liveLock }),
        prepare: () => deps.inputs.put(`${prefix}${optionsFile}`, text, 'application/json'),
      },
      deps,
    );
    return { code: 'EVENT_HANDLED', decision: 'completed', fields: { jobId: came } };
  },
});

const malformed = (why: string): PermanentError =>
  new PermanentError('MALFORMED_EVENT', `Not an InventoryDue: ${why}`, 'Correct the input of the schedule.');
