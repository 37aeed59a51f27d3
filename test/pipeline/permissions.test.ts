import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { stageNames } from '#schemas/names.ts';
import { objectStore } from '#shared/aws/object-store.ts';
import { shelves } from '#shared/pipeline/replay/shelves.ts';
import { failure, toolCall } from '#shared/testing/converse.ts';
import { eventually } from './harness.ts';
import { hourlyAt } from './permissions/as-cleanup.ts';
import { type Company, startCompany } from './permissions/company.ts';
import { doorsOf } from './permissions/doors.ts';
import { type Exception, exceptions } from './permissions/exceptions.ts';
import { asked, broken, bucket, exposed, refused, specification } from './permissions/inputs.ts';
import { weighed } from './permissions/needs.ts';
import { bucketsOf, s3As } from './permissions/session.ts';

const patience = 120_000;
const hour = 3_600_000;
const inline = { files: [{ name: 'bucket.json', content: bucket }] };
const succeeded = { status: 'Succeeded' };

let company: Company;
let pipeline: Company['pipeline'];
let doors: ReturnType<typeof doorsOf>;

beforeAll(async () => {
  company = await startCompany();
  pipeline = company.pipeline;
  doors = doorsOf(pipeline);
}, patience);
afterAll(() => company.stop());

/** A job whose stage fails so often that it ends, and could be taken up again: its inputs stay where they are. */
const givenUp = async (input: object): Promise<string> => {
  const simulate = { stage: 'collector', fault: 'throttle', times: 10 };
  const jobId = await doors.post('/v1/process', { json: { kind: 'template', input, simulate } });
  expect(await doors.settled(jobId)).toMatchObject({ status: 'Failed', error: { recoverable: true } });
  return jobId;
};

const put = async (folder: string, files: Readonly<Record<string, string>>) => {
  for (const [name, body] of Object.entries(files)) await pipeline.put(`drops/${folder}/${name}`, body);
};

describe('With exactly the statements of its own role, each function does its work', () => {
  it('a drop that settles becomes a template', async () => {
    await pipeline.put('drops/settles/bucket.json', bucket);
    expect(await pipeline.settled('settles')).toMatchObject(succeeded);
  });

  it('a model mends what no rule could, and reads a request', async () => {
    const topic = { type: 'AWS::SNS::Topic', logicalName: 'News', properties: {} };
    company.models.generator.answer = () => toolCall({ resources: [topic] }, 'define_resources');
    const path = '/Resources/Orders/Properties/VisibilityTimeout';
    company.models.validator.answer = () => toolCall({ patch: [{ op: 'replace', path, value: 30 }] });
    await pipeline.drop('model', { 'template.json': broken, 'request.md': 'A topic for news' });
    expect(await pipeline.settled('model')).toMatchObject(succeeded);
  });

  it('an inventory of exports is reported, kept and put into words later', async () => {
    let isBusy = true;
    const words = { summary: ['Close the port to the world.'], priorities: [] };
    company.models.validator.answer = () =>
      isBusy ? failure(429, 'ThrottlingException') : toolCall(words, 'write_insight');
    await pipeline.drop('exposed', exposed);
    const { jobId } = await pipeline.settled('exposed', 'Succeeded');
    isBusy = false;
    await eventually('the insight is told', async () =>
      pipeline.emailsOf('exposed').find(({ subject }) => subject.includes('what matters')),
    );
    for (const part of ['summary', 'findings', 'changes', 'resources'])
      await doors.get(`/v1/inventory/${part}?jobId=${jobId}`, 'Admin');
  });

  it('the schedule scans an account', async () => {
    const before = new Set(pipeline.allEvents().map(({ metadata }) => metadata.jobId));
    await pipeline.cloud.runSchedule('InventorySchedule');
    const scan = await eventually('a scan was asked for', async () =>
      pipeline.allEvents().find(({ type, metadata }) => type === 'JobRequested' && !before.has(metadata.jobId)),
    );
    expect(await doors.settled(scan.metadata.jobId)).toMatchObject({ kind: 'inventory', ...succeeded });
  });

  it('a specification is written; one of no archive is refused, and its source is gone', async () => {
    await pipeline.drop('specification', await specification());
    await pipeline.drop('refused', refused);
    expect(await pipeline.settled('specification')).toMatchObject({ kind: 'spec', ...succeeded });
    expect(await pipeline.settled('refused')).toMatchObject({ status: 'Failed', error: { code: 'NOT_A_ZIP' } });
    expect(await pipeline.keys('Input', 'drops/refused/')).toEqual([]);
  });

  it.each(stageNames)('%s buries what it cannot understand', async (stage) => {
    await pipeline.send(stage, `what is this, ${stage}?`);
    await pipeline.deadLetter(stage, 'what is this');
  });

  it.each(stageNames.filter((stage) => stage !== 'intake'))(
    '%s tries again what fails for the moment',
    async (stage) => {
      const simulate = { stage, fault: 'throttle', times: 1 };
      const jobId = await doors.post('/v1/process', { json: { kind: 'template', input: inline, simulate } });
      expect(await doors.settled(jobId)).toMatchObject(succeeded);
    },
  );

  it('a webhook is called with a signature', async () => {
    const target = `https://127.0.0.1:${company.receiver.port}/hook`;
    const notification = { type: 'WEBHOOK', priority: 'normal', target };
    const jobId = await doors.post('/v1/jobs', { json: { kind: 'template', input: inline, notification } });
    const { notifications } = await doors.settled(jobId, 2);
    expect(notifications).toContainEqual(expect.objectContaining({ channel: 'webhook', statusCode: 204 }));
  });

  it('a digest tells what can wait', async () => {
    const notification = { type: 'EMAIL', priority: 'low' };
    const jobId = await doors.post('/v1/jobs', { json: { kind: 'template', input: inline, notification } });
    await doors.settled(jobId);
    const { overdue, observer } = await hourlyAt(pipeline.cloud, new Date(Date.now() + 48 * hour));
    await overdue();
    expect(observer.told).toContainEqual(['DIGEST_OVERDUE', {}]);
    await pipeline.cloud.runSchedule('DigestSchedule');
    await doors.settled(jobId, 2);
  });

  it('the API answers: health, lists, a job and its links; so do the links in the email', async () => {
    await doors.get('/v1/health?deep=1', null);
    const headers = { 'idempotency-key': 'k' };
    const jobId = await doors.post('/v1/jobs', { json: { kind: 'template', input: inline }, headers });
    await doors.settled(jobId);
    await doors.get('/v1/jobs');
    await doors.get('/v1/jobs?owner=*', 'Admin');
    const { text } = await doors.get(`/v1/jobs/${jobId}`);
    const emails = pipeline.emails().filter(({ body }) => body.includes(jobId));
    const mailed = emails.flatMap(({ body }) => body.match(/http:\/\/127\S+X-Amz\S+/g) ?? []);
    const shown = text.match(/http:\/\/127[^"]+X-Amz[^"]+/g) ?? [];
    expect([mailed.length, shown.length]).not.toContain(0);
    for (const link of [...mailed, ...shown]) expect((await fetch(link)).status).toBe(200);
  });

  it('files are sent by signed forms, to the API and to MCP', async () => {
    const first = await doors.upload('exports/bucket.json', bucket);
    const jobId = await doors.post('/v1/jobs', { json: { kind: 'template', input: { uploadId: first } } });
    expect(await doors.settled(jobId)).toMatchObject(succeeded);
    const second = await doors.upload('exports/bucket.json', bucket);
    const options = { strict: true };
    const started = await doors.mcp('start_template_job', { input: { uploadId: second }, options });
    expect(await doors.settled(started.jobId)).toMatchObject(succeeded);
  });

  it('an admin names a folder to the API, to MCP and to the agent', async () => {
    const folders = {
      toApi: (folder: string) => doors.post('/v1/jobs', { json: { kind: 'template', input: { folder } }, as: 'Admin' }),
      toMcp: async (folder: string) => (await doors.mcp('start_template_job', { input: { folder } }, 'Admin')).jobId,
      toAgent: async (folder: string) => (await doors.agent('startTemplateJob', { folder })).jobId,
    };
    for (const [folder, start] of Object.entries(folders)) {
      await put(folder, asked);
      const jobId = await doors.asSoonAsNoted(folder, () => start(folder));
      expect(await doors.settled(jobId)).toMatchObject(succeeded);
    }
  });

  it.each(['settles', 'specification', 'exposed'])('%s is done again from its archive', async (folder) => {
    const original = pipeline.jobIdOf(folder) ?? '';
    for (const from of ['collector', 'generator', 'validator']) {
      const jobId = await doors.post(`/v1/jobs/${original}/replay?from=${from}`, { as: 'Admin' });
      expect(await doors.settled(jobId)).toMatchObject(succeeded);
    }
    expect(await doors.settled((await doors.agent('replayJob', { jobId: original })).jobId)).toMatchObject(succeeded);
  });

  it('what was given up is done again, by the API and by the agent', async () => {
    await doors.post(`/v1/jobs/${await givenUp(inline)}/replay?from=collector`, { as: 'Admin' });
    await doors.agent('replayJob', { jobId: await givenUp(inline) });
  });

  it.each(['api', 'agent'])('%s looks for inputs where they lie until they are archived', async (name) => {
    const { Input = '', Output = '' } = bucketsOf(pipeline.cloud);
    const s3 = await s3As(pipeline.cloud, name);
    const { has } = shelves((bucket) => objectStore(s3, bucket), Output);
    for (const folder of ['requests', 'uploads'])
      expect(await has({ bucket: Input, prefix: `${folder}/of-nobody/` })).toBe(false);
  });

  it('an agent asks over MCP, and the Bedrock agent acts', async () => {
    const files = [{ name: 'databases.json', content: exposed['databases.json'] }];
    for (const { jobId } of [
      await doors.mcp('start_template_job', { input: inline }),
      await doors.mcp('start_inventory', { input: { files } }),
    ]) {
      await doors.settled(jobId);
      await doors.mcp('get_job', { jobId });
      await doors.mcp('get_findings', { jobId });
      const { text } = await doors.agent('getResult', { jobId });
      expect((await fetch(/http:\/\/127[^"\\]+X-Amz[^"\\]+/.exec(text)?.[0] ?? '')).status).toBe(200);
    }
    await doors.mcp('list_jobs', {});
    await doors.mcp('list_jobs', { owner: '*' }, 'Admin');
    await doors.agent('listJobs');
    await doors.agent('getInventorySummary');
    const { jobId } = await doors.agent('startInventory');
    await doors.settled(jobId);
  });

  it('the watchdog looks, cleanup sweeps, and a day later no source is left', async () => {
    await pipeline.cloud.runSchedule('WatchdogSchedule');
    await pipeline.cloud.runSchedule('CleanupSchedule');
    await pipeline.put('drops/unheard/bucket.json', bucket);
    const later = await hourlyAt(pipeline.cloud, new Date(Date.now() + 48 * hour));
    await later.sweep();
    expect(later.observer.told).toContainEqual(['DROP_OFFERED_AGAIN', { folder: 'unheard' }]);
    await later.forget();
    expect(later.observer.told.map(([code]) => code)).toContain('SOURCE_DELETED');
    expect(await pipeline.keys('Archive', 'passing/')).toEqual([]);
  });

  it('a job that has not ended is cancelled, by the API and by the agent', async () => {
    const simulate = { stage: 'collector', fault: 'timeout', times: 10 };
    const json = { kind: 'template', input: inline, simulate };
    const cancelled = { status: 'Failed', error: { code: 'CANCELLED' } };
    const first = await doors.post('/v1/process', { json });
    await doors.post(`/v1/jobs/${first}/cancel`, {});
    expect(await doors.settled(first)).toMatchObject(cancelled);
    const second = await doors.post('/v1/process', { json });
    await doors.agent('cancelJob', { jobId: second });
    expect(await doors.settled(second)).toMatchObject(cancelled);
  });

  /** Where code tells what is gone from what it may not read: a file of a drop, a copy, a deletion that is repeated, an old inventory. */
  it.each([
    ['collector', 'Input', 'drops/settles/bucket.json'],
    ['collector', 'Archive', 'archive/gone.json'],
    ['cleanup', 'Input', 'drops/settles/bucket.json'],
    ['cleanup', 'Output', 'jobs/gone/collector/normal-form.json'],
    ['cleanup', 'Archive', 'passing/gone/inputs/a.zip'],
    ['api', 'Output', 'inventory/gone.json'],
    ['mcp', 'Output', 'inventory/gone.json'],
    ['agent', 'Output', 'inventory/gone.json'],
  ])('%s is told that an object of the %s bucket is gone', async (name, of, Key) => {
    const Bucket = bucketsOf(pipeline.cloud)[of];
    const s3 = await s3As(pipeline.cloud, name);
    const read = name === 'cleanup' ? new HeadObjectCommand({ Bucket, Key }) : new GetObjectCommand({ Bucket, Key });
    await expect(s3.send(read as GetObjectCommand)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});

describe('Of all that was asked for', () => {
  const functions = [...stageNames, 'api', 'mcp', 'agent'];
  const concerns = ({ of, sid, pieces }: Exception, name: string, piece: { sid: string; piece: string }): boolean =>
    (of?.includes(name) ?? true) && sid.test(piece.sid) && (pieces?.includes(piece.piece) ?? true);

  const pieces = () => {
    company.noteModels();
    return functions.flatMap((name) =>
      weighed(pipeline.cloud.statementsOf(name), company.record.of(name)).map((piece) => ({ name, ...piece })),
    );
  };

  it('nothing was refused', () => expect(company.record.refused()).toEqual([]));

  it('each piece of each statement was needed, but for those of which the table says why it is there', () => {
    const all = pieces();
    const idle = all.filter(
      (piece) => !piece.isNeeded && !exceptions.some((exception) => concerns(exception, piece.name, piece)),
    );
    expect(all.filter(({ isNeeded }) => isNeeded).length).toBeGreaterThan(200);
    expect(idle.map(({ name, sid, piece }) => `${name} ${sid} ${piece}`)).toEqual([]);
  });

  it('no exception stands for what was needed, or for nothing', () => {
    for (const exception of exceptions) {
      const excepted = pieces().filter((piece) => concerns(exception, piece.name, piece));
      expect({ exception, any: excepted.length > 0 }).toEqual({ exception, any: true });
      expect({ exception, needed: excepted.filter(({ isNeeded }) => isNeeded) }).toEqual({ exception, needed: [] });
    }
  });
});
