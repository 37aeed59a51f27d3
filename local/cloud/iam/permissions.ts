import type { Access } from './access.ts';

/** What became of one thing that a function asked for. */
export type Decided = {
  /** Its name in serverless.yml. */
  readonly functionName: string;
  /** `s3:CopyObject` */
  readonly operation: string;
  readonly access: Access;
  readonly allowed: boolean;
};

/** Holds every request that is made for a function, its poller's too, against exactly the statements of its role. */
export type Permissions = {
  /** Sees each decision. */
  readonly onDecision?: (decided: Decided) => void;
};
