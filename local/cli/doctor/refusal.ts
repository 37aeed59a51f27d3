import { type Finding, failure } from './check.ts';

/** By the names that the services give to what is not there. */
const isMissing =
  /^(QueueDoesNotExist|NonExistentQueue|.*\.NonExistentQueue|ResourceNotFoundException|NotFoundException|NoSuchBucket|NoSuchKey|NotFound|ResourceNotFound)$/;
const isDenied = /AccessDenied|Unauthorized|Forbidden|AuthorizationError|NotAuthorized|OptInRequired/;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why something could not be looked at: never green, as nobody knows. */
export const unseen = (what: string, error: unknown): Finding => {
  const [name, message] = [nameOf(error), messageOf(error).slice(0, 300)];
  return isDenied.test(name)
    ? {
        state: 'unknown',
        found: `${what}: not allowed to look (${message})`,
        todo: 'Run doctor with credentials that may read it: the policy ReadOnlyAccess is enough.',
      }
    : {
        state: 'unknown',
        found: `${what}: ${name}: ${message}`,
        todo: 'Try again; if it stays, look at it in the console.',
      };
};

/** What a service's refusal to tell of a resource means: it is gone, or could not be looked at. */
export const refusal = (what: string, error: unknown): Finding =>
  isMissing.test(nameOf(error))
    ? failure(
        `${what} is gone`,
        "CloudFormation does not make again what it thinks is there: delete the stack's drift by importing it, or remove it from the template, deploy, and deploy it again.",
      )
    : unseen(what, error);
