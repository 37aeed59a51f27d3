import type { JsonObject } from '#schemas/json.ts';

/** Where something was read: a file of the drop (path relative to the drop) and an RFC 6901 JSON pointer into it. */
export type Source = { readonly file: string; readonly pointer: string };

/** The shapes people export their resources in. */
export type DialectName =
  | 'cloudformation'
  | 'aws-cli'
  | 'aws-config'
  | 'cloud-control'
  | 'terraform-state'
  | 'terraform-show'
  | 'request';

/**
 * The normal form: one resource, or one part of one, as one file shows it. Several parts of the same resource
 * (`get-bucket-versioning`, `get-bucket-policy` …) stay separate here; the generator merges them by type and identifier.
 */
export type ExportedResource = {
  readonly source: Source;
  /** Where in `properties` the value at `source` was placed, as a JSON pointer: '' or '/VersioningConfiguration'. */
  readonly under: string;
  readonly dialect: DialectName;
  /** The CloudFormation resource type, if the dialect can tell: AWS::S3::Bucket. */
  readonly type?: string;
  /** Its type was told by its likeness to one alone (see likeness/): it may be but a view of such a resource. */
  readonly byLikeness?: true;
  /** What kind of thing it was called where it was found, for messages about resources without a type: 'Reservations[]', 'AWS::Foo::Bar'. */
  readonly called: string;
  /** The logical id it had in the template it came from. */
  readonly logicalId?: string;
  /** ARNs, ids and names by which others call it; the one that tells it apart from others of its type comes first. */
  readonly identifiers: readonly string[];
  readonly region?: string;
  readonly account?: string;
  /** When the configuration was captured, ISO 8601, if the file says so: the newer of two wins. */
  readonly capturedAt?: string;
  /** As found, never mapped; secrets are replaced by secret markers (see secrets.ts). */
  readonly properties: JsonObject;
  /** CloudFormation resource attributes other than Type and Properties: DependsOn, Condition, DeletionPolicy, Metadata … */
  readonly attributes?: JsonObject;
};

/** The sections of a whole template that are not resources; long-form intrinsics only (`{ "Fn::Sub": … }`). */
export type TemplateSections = {
  readonly source: Source;
  readonly sections: JsonObject;
};

/** A file of the drop and what became of it. */
export type CollectedFile = {
  readonly file: string;
  readonly bytes: number;
  readonly outcome: 'read' | 'passed-over' | 'failed';
  readonly dialect?: DialectName;
  readonly resources: number;
  /** Why it was passed over or failed, in words a person understands. */
  readonly reason?: string;
  /** 1-based line of a syntax error. */
  readonly line?: number;
};

/** A request in plain language: `request.md` or `request.txt`, without the secrets it held. */
export type PlainRequest = { readonly file: string; readonly text: string };

/** Everything a drop held, in normal form: what the collector hands to the generator. */
export type Collection = {
  readonly files: readonly CollectedFile[];
  readonly resources: readonly ExportedResource[];
  readonly templates: readonly TemplateSections[];
  /** For a model to read, if one is switched on. */
  readonly requests?: readonly PlainRequest[];
};

/** Stands in place of a secret value: it never leaves the parser. `hint` is the name of the property or variable it was under. */
export type SecretMarker = {
  readonly 'Dropforge::Secret': {
    readonly hint: string;
    /** Of a start-up script: its text, and in place of each secret the name it was under. The whole goes through `Fn::Base64`. */
    readonly script?: readonly (string | { readonly hint: string })[];
  };
};
