import type { JobSubmission } from '#schemas/api/submission.ts';
import { ApiProblem } from '../api-problem.ts';
import type { Caller } from '../caller.ts';
import type { StartDeps } from './source.ts';

/**
 * What only admins say of a scan of the accounts themselves: roles that the collector is to assume (it may assume more of them than any one
 * caller), and exceptions, which would hide findings from the report that everybody compares with the next.
 */
const reserved = ['roles', 'organization', 'exceptions'] as const;

const refuseReserved = (body: JobSubmission, { isAdmin }: Caller): void => {
  if (isAdmin || body.kind !== 'inventory' || body.input) return;
  for (const field of reserved) {
    const value = body.options?.[field];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    throw new ApiProblem('FORBIDDEN', `Only admins say options.${field} of a scan of the account.`);
  }
};

const refuseRehearsal = ({ simulate }: JobSubmission, { isProduction }: StartDeps): void => {
  if (!simulate || !isProduction) return;
  throw new ApiProblem('REHEARSAL_REFUSED', 'This is production: rehearse in another stage, or leave simulate out.');
};

const refuseWebhook = ({ notification }: JobSubmission, { webhookRefusal }: StartDeps): void => {
  if (notification?.type !== 'WEBHOOK') return;
  const message = webhookRefusal(notification.target);
  if (message === undefined) return;
  const errors = [{ in: 'body' as const, pointer: '/notification/target', message }];
  throw new ApiProblem('INCONSISTENT_REQUEST', `The webhook will not be called: ${message}.`, { errors });
};

/** Refuses what this caller may not ask of this deployment. Throws FORBIDDEN, REHEARSAL_REFUSED, INCONSISTENT_REQUEST. */
export const refuseUnpermitted = (body: JobSubmission, caller: Caller, deps: StartDeps): void => {
  refuseReserved(body, caller);
  refuseRehearsal(body, deps);
  refuseWebhook(body, deps);
};
