import type { Tracer } from '@aws-lambda-powertools/tracer';
import xray from 'aws-xray-sdk-core';

/** What a segment is about: traces can be searched by it. */
export type Annotations = Readonly<Record<string, string>>;

/** What is traced: in the trace of this header, or in a trace of its own without one. */
export type Traced = { readonly traceHeader?: string | undefined; readonly annotations: Annotations };

/** A segment under way. */
export type OpenSegment = {
  annotate(name: string, value: string): void;
  /** Marks it as one that went wrong; what it was is not told, as a message may quote what it choked on. */
  fault(): void;
};

export type Tracing = {
  /** Does the work as one segment: every call of AWS in it is a part of that, however deep. What it throws is a fault. */
  segment<Value>(about: Traced, work: (segment: OpenSegment) => Promise<Value>): Promise<Value>;
  /** The header by which others go on with this trace; undefined where nothing is traced. */
  header(): string | undefined;
};

/** Where nothing is traced. */
const nothing: OpenSegment = { annotate: () => undefined, fault: () => undefined };
export const untraced: Tracing = { segment: (_about, work) => work(nothing), header: () => undefined };

type Segment = InstanceType<typeof xray.Segment>;
type Current = ReturnType<Tracer['getSegment']>;

const rootOf = (current: NonNullable<Current>): Segment =>
  // A subsegment knows the segment that it is a part of; a segment is one itself.
  'segment' in current && current.segment ? current.segment : (current as Segment);

/** `Sampled` is decided once, where a trace begins, and heeded by all who go on with it. */
const isSampled = (sampled: string | undefined, current: Current): boolean =>
  sampled === undefined ? current !== undefined && rootOf(current).notTraced !== true : sampled === '1';

const validRoot = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;

/** What a header says; nothing, if it is none that X-Ray would take. */
const read = (header = ''): { readonly [field: string]: string | undefined } => {
  const said = xray.utils.processTraceData(header);
  return validRoot.test(said.root ?? '') ? said : {};
};

const opened = (name: string, { traceHeader, annotations }: Traced, current: Current): Segment => {
  const { root, parent, sampled } = read(traceHeader);
  const segment = new xray.Segment(name, root, parent);
  segment.origin = 'AWS::Lambda::Function';
  segment.notTraced = !isSampled(sampled, current);
  for (const [key, value] of Object.entries(annotations)) segment.addAnnotation(key, value);
  return segment;
};

/**
 * One trace a job, through queues. Lambda gives each invocation of an event source mapping a trace of its own, which is only
 * linked to those of its messages (https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html): so each record is a segment of
 * our own, in the trace that its event tells, as if the function had been called in it. @param name of the function, as X-Ray's map has it
 */
export const tracing = (tracer: Tracer, name: string): Tracing => {
  if (!tracer.isTracingEnabled()) return untraced;
  return {
    segment: (about, work) =>
      xray.getNamespace().runPromise(async () => {
        const segment = opened(name, about, tracer.getSegment());
        tracer.setSegment(segment);
        try {
          return await work({
            annotate: (key, value) => segment.addAnnotation(key, value),
            fault: () => segment.addFaultFlag(),
          });
        } catch (error) {
          segment.addFaultFlag();
          throw error;
        } finally {
          segment.close();
        }
      }),
    header() {
      const current = tracer.getSegment();
      if (!current) return undefined;
      const { trace_id, notTraced } = rootOf(current);
      return `Root=${trace_id};Parent=${current.id};Sampled=${notTraced ? 0 : 1}`;
    },
  };
};
