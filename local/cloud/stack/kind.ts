import type { JsonObject } from '#schemas/json.ts';
import type { Parts } from '../parts.ts';
import type { Identity, Naming } from './identity.ts';

/** A resource of the stack with its intrinsics resolved. */
export type Resource = {
  readonly logicalId: string;
  readonly type: string;
  readonly identity: Identity;
  readonly properties: JsonObject;
};

/** Made in this order: a resource may need those of earlier phases to be there. */
export const phases = ['storage', 'subscriptions', 'compute', 'triggers'] as const;
export type Phase = (typeof phases)[number];

/** How to name and make the resources of one CloudFormation type. */
export type Kind = {
  readonly type: string;
  readonly phase: Phase;
  /** Set for a type that is only referred to: its properties are not evaluated. */
  readonly standIn?: true;
  identity(naming: Naming): Identity;
  /** Throws with a message that says what of the resource cannot be emulated. */
  create(resource: Resource, parts: Parts): Promise<void> | void;
};
