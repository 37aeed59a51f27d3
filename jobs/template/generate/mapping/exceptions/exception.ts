import type { DropReason } from '../dropped.ts';
import type { Shaping } from '../shaping.ts';

/** Where an API's shape truly differs from CloudFormation's. What names, nesting and types tell needs no exception. */
export type Exception = {
  readonly type: string;
  /** The AWS page that shows the API's shape. */
  readonly page: string;
  /** What the API calls it -> what CloudFormation does; dotted names lead through objects. Done before `shape`. */
  readonly renames?: Readonly<Record<string, string>>;
  /** What can't, or shouldn't, be set, by reason; done before `shape`. */
  readonly drops?: Readonly<Partial<Record<DropReason, readonly string[]>>>;
  /** Anything else. */
  readonly shape?: (shaping: Shaping) => void;
};
