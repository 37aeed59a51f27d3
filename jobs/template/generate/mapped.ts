import type { FidelityEntry } from '#schemas/fidelity.ts';
import type { JsonObject } from '#schemas/json.ts';
import type { ExportedResource, Source } from '#shared/exports/resource.ts';

/**
 * A leaf of what was found and where it went in the mapped resource, before logical ids are known.
 * `to` is a JSON pointer into `properties`; assembly turns it into `Resources/<logicalId>/Properties/…`.
 */
export type Trace =
  | { readonly outcome: 'carried'; readonly source: Source; readonly to: string }
  | Exclude<FidelityEntry, { outcome: 'carried' }>;

/** A resource in CloudFormation's own terms, all values still literal. */
export type MappedResource = {
  readonly type: string;
  /** CloudFormation properties: exact names, exact shapes. */
  readonly properties: JsonObject;
  /** What `Ref` would return, as found: bucket name, `vpc-…`, queue URL. */
  readonly ref?: string;
  /** What `Fn::GetAtt` would return, as found, by attribute name: { Arn: 'arn:…' }. */
  readonly returns: Readonly<Record<string, string>>;
  /** A name a person knows it by: the physical name, or its Name tag. */
  readonly name?: string;
  /** The parts it was made of, first seen first. */
  readonly parts: readonly ExportedResource[];
  readonly traces: readonly Trace[];
};

/**
 * Stands in the properties where a deployment wants a value that no export shows (where a function's code lies): assembly
 * makes it a template parameter. `name` is what the parameter is called, after the resource: Checkout + CodeS3Bucket.
 */
export type ParameterMarker = {
  readonly 'Dropforge::Parameter': { readonly name: string; readonly description: string; readonly type?: string };
};
