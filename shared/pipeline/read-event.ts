import * as z from 'zod';
import { type EventBridgeEnvelope, type EventDefinition, type EventMetadata, eventMetadata } from '#schemas/event.ts';
import { eventVersion, majorOf } from '#schemas/event-version.ts';
import { pathsOf } from './consumer.ts';
import { PermanentError } from './errors.ts';

/** What an event says, in today's terms. */
export type ReadEvent<Data> = { readonly metadata: EventMetadata; readonly data: Data };

const versioned = z.object({ metadata: z.object({ version: eventVersion }) });
const detailOf = z.object({ metadata: eventMetadata, data: z.unknown() });

/** Looked at before anything else: a later major may have other metadata too. */
const versionIn = (detail: unknown): string | undefined => versioned.safeParse(detail).data?.metadata.version;

const readsMajor = ({ version, earlier }: EventDefinition, major: string): boolean =>
  major === majorOf(version) || earlier?.[major] !== undefined;

/** The data, by today's schema or by the one that is kept for an earlier major. */
const readData = <Data extends z.ZodType>(event: EventDefinition<string, Data>, version: string, said: unknown) =>
  (event.earlier?.[majorOf(version) ?? ''] ?? event.data).safeParse(said);

const malformed = (type: string, error: z.ZodError): PermanentError =>
  new PermanentError('MALFORMED_EVENT', `Not a ${type}: ${pathsOf(error)}`, 'Discard the message.');

const unsupported = ({ type, version }: EventDefinition, said: string): PermanentError =>
  new PermanentError(
    'UNSUPPORTED_VERSION',
    `${type} ${said} is of another major version than this release reads (${version}): deploy one that reads it, then redrive the message`,
    'See docs/decisions/event-versions.md.',
  );

/**
 * Reads an event of this definition, whichever minor version it is of. Throws a PermanentError: UNSUPPORTED_VERSION for a major
 * that nothing here reads, MALFORMED_EVENT for what does not fit its schema.
 */
export const readEvent = <Data extends z.ZodType>(
  event: EventDefinition<string, Data>,
  envelope: EventBridgeEnvelope,
): ReadEvent<z.output<Data>> => {
  const version = versionIn(envelope.detail);
  if (version !== undefined && !readsMajor(event, majorOf(version) ?? '')) throw unsupported(event, version);
  const detail = detailOf.safeParse(envelope.detail);
  if (!detail.success) throw malformed(event.type, detail.error);
  const data = readData(event, detail.data.metadata.version, detail.data.data);
  if (!data.success) throw malformed(event.type, data.error);
  return { metadata: detail.data.metadata, data: data.data };
};
