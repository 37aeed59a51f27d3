import * as z from 'zod';
import { catalogue } from '#events/index.ts';
import { JobRequested } from '#events/job-requested.ts';
import { type DomainEvent, defineEvent, domainEvent } from '#schemas/event.ts';
import type { JsonValue } from '#schemas/json.ts';
import { envelopeOf } from '../testing/memory.ts';
import { readEvent } from './read-event.ts';

const input = { bucket: 'b', prefix: 'drops/web/' };

const said = (version: unknown, data: JsonValue = { input }): DomainEvent =>
  ({
    type: 'JobRequested',
    metadata: {
      id: 'e1',
      jobId: 'j1',
      kind: 'template',
      correlationId: 'j1',
      causationId: 'c1',
      time: '2026-11-21T02:00:00.000Z',
      version,
    },
    data,
  }) as DomainEvent;

const reading = (event: DomainEvent) => readEvent(JobRequested, envelopeOf(event));
const refusal = (event: DomainEvent): { code: string; message: string } => {
  try {
    reading(event);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('It was read');
};

describe('An event is read', () => {
  it.each(['1', '1.0.0', '1.4.2', '1.99.0'])('as version %s, which has its major', (version) => {
    expect(reading(said(version))).toMatchObject({ metadata: { id: 'e1', version }, data: { input } });
  });

  it('by whom does not know what a later minor adds', () => {
    const later = said('1.1.0', { input: { ...input, size: 3 }, urgent: true });
    expect(reading({ ...later, metadata: { ...later.metadata, extra: 1 } as never }).data).toEqual({ input });
  });

  it('as its last release left it in an outbox', () => {
    expect(domainEvent.parse(said('1')).metadata.version).toBe('1');
  });

  it.each(['2.0.0', '0.9.0', '12.1.1'])('not as version %s, and what to do is said', (version) => {
    const { code, message } = refusal(said(version));
    expect(code).toBe('UNSUPPORTED_VERSION');
    expect(message).toContain(`JobRequested ${version} is of another major version`);
    expect(message).toContain(`(${JobRequested.version}): deploy one that reads it, then redrive`);
  });

  it('not as another major even if nothing else of it is known', () => {
    expect(refusal({ ...said('2.0.0'), metadata: { version: '2.0.0' } as never }).code).toBe('UNSUPPORTED_VERSION');
  });

  it.each([undefined, 1, '', '1.0', '1.0.0-beta', 'v1.0.0', '01.0.0', `1.${'9'.repeat(9)}.0`, '1.0.0\n2.0.0'])(
    'not if its version is %j',
    (version) => {
      const { code, message } = refusal(said(version));
      expect(code).toBe('MALFORMED_EVENT');
      expect(message).toContain('metadata.version');
    },
  );
});

describe('A new major of an event', () => {
  const Moved = defineEvent({
    type: 'JobRequested',
    version: '2.0.0',
    description: 'The same, said otherwise',
    producers: ['intake'],
    consumers: ['collector'],
    data: z.object({ place: z.string() }),
    earlier: { 1: JobRequested.data.transform((old) => ({ place: old.input.prefix })) },
    sample: { place: 'drops/web/' },
  });
  const { earlier: _, ...forgetful } = Moved;

  it.each([
    ['1', { input }],
    ['1.3.0', { input }],
    ['2.1.0', { place: 'drops/web/' }],
  ] as const)('still reads what is on its way: %s', (version, data) => {
    expect(readEvent(Moved, envelopeOf(said(version, data))).data).toEqual({ place: 'drops/web/' });
  });

  it('refuses the earlier one once nothing reads it', () => {
    expect(() => readEvent(forgetful, envelopeOf(said('1.3.0')))).toThrow('another major version');
  });
});

describe('The catalogue', () => {
  it.each(catalogue.map((event) => [event.type, event] as const))(
    '%s has a version that its own schema takes',
    (_, event) => {
      const metadata = said(event.version).metadata;
      expect(event.detail.safeParse({ metadata, data: event.sample }).error).toBeUndefined();
      expect(event.detail.safeParse({ metadata: { ...metadata, version: '2.0.0' }, data: event.sample }).success).toBe(
        false,
      );
    },
  );
});
