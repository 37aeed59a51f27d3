import type { Template } from '#shared/cloudformation/template.ts';
import type { ApiOptions } from './api-gateway/options.ts';
import type { ObservedEvent } from './event-bridge/event.ts';
import type { Faults } from './faults/fault.ts';
import type { Permissions } from './iam/permissions.ts';

/** A function of a packaged service: its name in serverless.yml, its ZIP and its `file.export` handler. */
export type PackagedFunction = { readonly name: string; readonly zip: string; readonly handler: string };

/** What `serverless package` left behind: the CloudFormation template and one ZIP a function, in pipeline order. */
export type PackagedService = {
  readonly dir: string;
  readonly template: Template;
  readonly functions: readonly PackagedFunction[];
};

/** What a test or the command line may set on top of the template. */
export type Overrides = {
  /** Environment variables a function (by its name in serverless.yml; `*` is every function) gets on top of its own. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Visibility timeout in whole seconds, at least 1, for every queue that feeds a function. */
  readonly visibilityTimeoutSeconds?: number;
};

export type CloudOptions = {
  readonly package: PackagedService;
  /** Part of the stack's name: `<service>-<stage>`. Default `local`. */
  readonly stage?: string;
  readonly stackName?: string;
  readonly region?: string;
  /** Values of the template's parameters; those without a value need a default in the template. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
  readonly api?: ApiOptions;
  /** Whether queues feed their functions; what only sends to them needs nobody to take it. Default true. */
  readonly consume?: boolean;
  /** Schedules tick only if this is true. */
  readonly schedules?: boolean;
  /** Invocations a function runs at once, at most, whatever its event source mapping allows. Default 2. */
  readonly concurrency?: number;
  /** The functions, by name, that get a worker before their first event, in the package's order. Default: all. */
  readonly prewarm?: readonly string[];
  /** Sees every event put on any bus from the first on. */
  readonly observe?: (event: ObservedEvent) => void;
  /** Gets each line that a function writes. Default: discarded, or appended to `logFile`. */
  readonly onLog?: (functionName: string, line: string) => void;
  readonly logFile?: string;
  /** Puts a proxy between each worker and the services, so that requests can be made to fail. */
  readonly faults?: Faults;
  /** Lets each function do what its role in the template allows, and nothing else. Default: anything. */
  readonly permissions?: Permissions;
  /** Where Systems Manager's Parameter Store is. Default: nowhere, and whoever asks it is told so. */
  readonly ssmUrl?: string;
  /** How long `stop` waits for running invocations, in milliseconds. Default 2000. */
  readonly graceMs?: number;
};
