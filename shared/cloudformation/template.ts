import type { JsonObject, JsonValue } from '#schemas/json.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export type Template = {
  readonly AWSTemplateFormatVersion?: '2010-09-09';
  readonly Description?: string;
  readonly Metadata?: JsonObject;
  readonly Transform?: JsonValue;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: JsonObject;
  readonly Rules?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: JsonObject;
};

export type TemplateResource = {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly DependsOn?: string | readonly string[];
  readonly [attribute: string]: JsonValue | undefined;
};

export type TemplateParameter = {
  readonly Type: string;
  readonly [attribute: string]: JsonValue | undefined;
};
