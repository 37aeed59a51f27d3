import type { JsonObject } from '#schemas/json.ts';

/** A resource of the template, as it was deployed. */
export type Resource = {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Those whose values are known before anybody is asked: references to what is not named by us are left out. */
  readonly properties: JsonObject;
};

/** A resource that the template has and the stack has not, or not well. */
export type Lacking = { readonly logicalId: string; readonly type: string; readonly why: string };

type Settings = { readonly region?: string; readonly endpoint?: string };

/** What is examined: a deployed stage, or the embedded cloud. */
export type Stage = {
  /** `dropforge-prod` */
  readonly name: string;
  /** How commands of ours are told which stage is meant: `--stage prod`, or nothing. */
  readonly option: string;
  readonly isLocal: boolean;
  /** CloudFormation's own word for how the stack is; none of the embedded cloud. */
  readonly status?: string;
  readonly resources: readonly Resource[];
  readonly lacking: readonly Lacking[];
  /** Of the stack, and not of the template. */
  readonly surplus: readonly string[];
  client<Client>(make: new (settings: Settings) => Client, service: string): Client;
};

export const ofType = ({ resources }: Pick<Stage, 'resources'>, type: string): readonly Resource[] =>
  resources.filter((resource) => resource.type === type);
