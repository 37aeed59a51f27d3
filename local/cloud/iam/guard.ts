import { entry } from '#shared/entry.ts';
import type { Operation } from '../faults/operation.ts';
import { deniedReply, type Reply } from '../faults/replies.ts';
import type { Place } from '../place.ts';
import type { Access } from './access.ts';
import { accessesOf, inContext } from './accesses/index.ts';
import type { ServiceRequest } from './accesses/row.ts';
import { toKnowAbsent } from './accesses/s3.ts';
import { type Decision, decide } from './decide.ts';
import type { Permissions } from './permissions.ts';
import type { Statement } from './policy.ts';

/** A function, as IAM knows it: by its role. */
export type Principal = {
  /** In serverless.yml. */
  readonly functionName: string;
  readonly roleArn: string;
  readonly statements: readonly Statement[];
};

/** Lets a request pass or answers in the service's stead. */
export type Guard = (operation: Operation, request: ServiceRequest, pass: () => Promise<Reply>) => Promise<Reply>;

const reasons: Readonly<Record<Exclude<Decision, 'allowed'>, string>> = {
  denied: 'because no identity-based policy allows the',
  'denied explicitly': 'with an explicit deny in an identity-based policy:',
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const messageOf = ({ functionName, roleArn }: Principal, { action, resource }: Access, why: string): string => {
  const session = `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${functionName}`;
  return `User: ${session} is not authorized to perform: ${action} on resource: ${resource} ${why} ${action} action`;
};

/** What is needed to be told that an object is not there; of an answer that is another nothing. */
const toBeTold = ({ service, name }: Operation, request: ServiceRequest, { status }: Reply) =>
  service === 's3' && status === 404 ? entry(toKnowAbsent, name)?.(request) : undefined;

/** Stands before the services for one function and holds what it asks for against its role, as AWS does. */
export const createGuard = (principal: Principal, place: Place, { onDecision }: Permissions): Guard => {
  const denial = (operation: Operation, access: Access): Reply | undefined => {
    const decision = decide(principal.statements, access);
    const allowed = decision === 'allowed';
    const { functionName } = principal;
    onDecision?.({ functionName, operation: `${operation.service}:${operation.name}`, access, allowed });
    return allowed ? undefined : deniedReply(operation.service, messageOf(principal, access, reasons[decision]));
  };

  return async (operation, request, pass) => {
    for (const access of await accessesOf(operation, request, place)) {
      const denied = denial(operation, access);
      if (denied !== undefined) return denied;
    }
    const reply = await pass();
    const needed = toBeTold(operation, request, reply);
    return (needed && denial(operation, inContext(needed, place))) ?? reply;
  };
};
