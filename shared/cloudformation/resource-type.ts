import type { JsonValue } from '#schemas/json.ts';

/** The type of a property, as the CloudFormation registry schema says it (see `@aws-cdk/service-spec-types`). */
export type PropertyType =
  | { readonly type: 'string'; readonly allowedValues?: readonly string[] }
  | { readonly type: 'number' | 'integer' | 'boolean' | 'date-time' | 'null' }
  | { readonly type: 'json' }
  | { readonly type: 'tag' }
  | { readonly type: 'array'; readonly element: PropertyType }
  | { readonly type: 'map'; readonly element: PropertyType }
  | { readonly type: 'ref'; readonly ref: string }
  | { readonly type: 'union'; readonly types: readonly PropertyType[] };

export type PropertyDefinition = {
  readonly type: PropertyType;
  readonly required?: true;
  /** It is set when the resource is created; another value makes another resource. */
  readonly createOnly?: true;
  /** What the service does if the property is left out, where the schema says so. */
  readonly default?: JsonValue;
  /** The types, and the property or attribute of each, whose value belongs here: where wiring may look first. */
  readonly refersTo?: readonly { readonly type: string; readonly property: string }[];
};

export type PropertyDefinitions = Readonly<Record<string, PropertyDefinition>>;

/** What CloudFormation's registry knows of a resource type; plain data. */
export type ResourceType = {
  /** AWS::EC2::SubnetRouteTableAssociation */
  readonly type: string;
  /** SubnetRouteTableAssociation */
  readonly name: string;
  readonly properties: PropertyDefinitions;
  /** What a `ref` type points to, by its `ref`. Definitions may refer to one another, and to themselves. */
  readonly definitions: Readonly<Record<string, PropertyDefinitions>>;
  /** Names that `Fn::GetAtt` knows, dots included: Arn, Endpoint.Address. None of them can be set. */
  readonly attributes: readonly string[];
  /** Properties or attributes that together identify a resource to Cloud Control. */
  readonly primaryIdentifier: readonly string[];
  /** Properties or attributes whose values, joined by `|`, are what `Ref` returns. */
  readonly refIdentifier: readonly string[];
  /** arn:${Partition}:sqs:${Region}:${Account}:${QueueName} */
  readonly arnTemplate?: string;
  readonly tags?: { readonly property: string; readonly variant: 'standard' | 'asg' | 'map' };
  /** The transform a template needs to use this type: AWS::Serverless-2016-10-31. */
  readonly transform?: string;
};

/** Every resource type that CloudFormation knows. */
export type Registry = {
  readonly types: readonly string[];
  /** The type of that exact name; undefined if CloudFormation lacks it. */
  type(name: string): ResourceType | undefined;
};
