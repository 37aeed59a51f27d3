import type { JsonValue } from '#schemas/json.ts';
import type { ParsedDocument } from '../parse/documents.ts';
import type { DialectName, ExportedResource, TemplateSections } from '../resource.ts';

/**
 * A part of a resource whose output does not say which resource it belongs to (`get-bucket-versioning`). Its identifiers
 * are found later, among the resources of the whole drop, with the file's path as a hint: see subjects.ts.
 */
export type Orphan = {
  readonly resource: ExportedResource;
  /** The AWS CLI command that prints it: 's3api get-bucket-versioning'. */
  readonly command: string;
  /** The type it is part of, or child of; undefined if the output fits many types (tags). */
  readonly subjectType?: string;
  /** For a child (a route of an API): the property that names its parent. */
  readonly parentProperty?: string;
};

/** What a dialect made of one document. Pointers are from the root of the file. */
export type DialectReading = {
  readonly resources: readonly ExportedResource[];
  readonly templates: readonly TemplateSections[];
  readonly orphans: readonly Orphan[];
  /** What was left out on purpose and why, or what to run instead: short phrases for the file's report. */
  readonly notes: readonly string[];
};

/** Where a document came from. */
export type FileContext = { readonly file: string };

/** A shape people export their resources in: told by the document alone, never by the file's name. */
export type Dialect = {
  readonly name: DialectName;
  recognise(value: JsonValue): boolean;
  read(document: ParsedDocument, context: FileContext): DialectReading;
};

export const nothingRead: DialectReading = { resources: [], templates: [], orphans: [], notes: [] };

export const joinReadings = (readings: readonly DialectReading[]): DialectReading => ({
  resources: readings.flatMap(({ resources }) => resources),
  templates: readings.flatMap(({ templates }) => templates),
  orphans: readings.flatMap(({ orphans }) => orphans),
  notes: [...new Set(readings.flatMap(({ notes }) => notes))],
});
