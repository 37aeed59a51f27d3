import type { ApiRequest } from '../request.ts';
import type { CallerIdentity } from '../request-context.ts';

/** Decides who calls. Each throws a `GatewayError` for a request that goes no further. */
export type Authorizer = {
  /** Before anything else is looked at, whatever is asked for. */
  admit(request: ApiRequest): void;
  /** For an operation that is secured. */
  identify(request: ApiRequest): Promise<CallerIdentity>;
};
