import { createSocket } from 'node:dgram';
import { Tracer } from '@aws-lambda-powertools/tracer';
import xray from 'aws-xray-sdk-core';
import * as z from 'zod';
import { tracing, untraced } from './tracing.ts';

const segment = z.object({
  name: z.string(),
  id: z.string(),
  trace_id: z.string(),
  parent_id: z.string().optional(),
  type: z.string().optional(),
  fault: z.boolean().optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
});

/** Hears what the SDK would tell the X-Ray daemon beside a function. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon */
const aDaemon = async () => {
  const heard: z.infer<typeof segment>[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message) => {
    const [, document = ''] = message.toString('utf8').split('\n');
    heard.push(segment.parse(JSON.parse(document)));
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  xray.setDaemonAddress(`127.0.0.1:${socket.address().port}`);
  const until = async (count: number) => {
    for (let turn = 0; heard.length < count && turn < 200; turn++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return heard.splice(0);
  };
  return { until, close: () => socket.close() };
};

/** As Lambda does: there is a segment of the invocation, sampled, before anything is done. */
const invoked = <Value>(work: () => Promise<Value>): Promise<Value> =>
  xray.getNamespace().runPromise(async () => {
    xray.setSegment(new xray.Segment('invocation'));
    return work();
  });

const parse = (header = '') => xray.utils.processTraceData(header);

describe('A trace of one job', () => {
  let daemon: Awaited<ReturnType<typeof aDaemon>>;
  let traces: ReturnType<typeof tracing>;

  beforeAll(async () => {
    daemon = await aDaemon();
    // Powertools traces where Lambda says that it runs.
    process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
    const { segment, header } = tracing(new Tracer({ captureHTTPsRequests: false }), 'dropforge-test-collector');
    traces = { header, segment: (what, work) => invoked(() => segment(what, work)) };
    delete process.env.AWS_EXECUTION_ENV;
  });

  afterAll(() => daemon.close());

  const root = '1-6920b1a0-0123456789abcdef01234567';
  const traceHeader = `Root=${root};Parent=0123456789abcdef;Sampled=1`;
  const about = { traceHeader, annotations: { jobId: 'job-1', correlationId: 'order-7', kind: 'template' } };

  it('goes on in each of its stages, which say what they are about and what they decided', async () => {
    const header = await traces.segment(about, async ({ annotate }) => {
      annotate('decision', 'completed');
      return traces.header();
    });
    const [told] = await daemon.until(1);
    expect(told).toMatchObject({
      name: 'dropforge-test-collector',
      trace_id: root,
      parent_id: '0123456789abcdef',
      annotations: { ...about.annotations, decision: 'completed' },
    });
    expect(parse(header)).toMatchObject({ root, parent: told?.id, sampled: '1' });
  });

  it('does not mix with those of jobs that are handled at the same time', async () => {
    const other = { ...about, traceHeader: traceHeader.replace(/01234567;/, '89abcdef;') };
    const roots = await Promise.all(
      [about, other, about].map((each) =>
        traces.segment(each, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return parse(traces.header()).root;
        }),
      ),
    );
    expect(roots).toEqual([root, parse(other.traceHeader).root, root]);
    expect((await daemon.until(3)).map(({ trace_id }) => trace_id).sort()).toEqual([...roots].sort());
  });

  it('begins anew where an event tells of none, or of one that is no good', async () => {
    const seen = { annotations: {} };
    const [first, second] = await Promise.all([
      traces.segment(seen, async () => parse(traces.header()).root),
      traces.segment({ ...seen, traceHeader: 'Root=no good;Parent=' }, async () => parse(traces.header()).root),
    ]);
    expect(first).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(second).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(first).not.toBe(second);
    expect((await daemon.until(2)).map(({ trace_id }) => trace_id).sort()).toEqual([first, second].sort());
  });

  it('is not told where its beginning was not sampled', async () => {
    const unsampled = { ...about, traceHeader: traceHeader.replace('Sampled=1', 'Sampled=0') };
    expect(parse(await traces.segment(unsampled, async () => traces.header())).sampled).toBe('0');
    await traces.segment(about, async () => undefined);
    expect(await daemon.until(1)).toHaveLength(1);
  });

  it('marks a stage that throws, without its words', async () => {
    const thrown = traces.segment(about, async () => Promise.reject(new Error('secret words')));
    await expect(thrown).rejects.toThrow('secret words');
    const [told] = await daemon.until(1);
    expect(told?.fault).toBe(true);
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('is nothing but the work itself where nothing is traced', async () => {
    expect(tracing(new Tracer({ enabled: false }), 'any')).toBe(untraced);
    expect(await untraced.segment(about, async () => 'done')).toBe('done');
    expect(untraced.header()).toBeUndefined();
  });
});
