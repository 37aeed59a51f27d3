import type { InventoryFinding } from '#schemas/inventory/finding.ts';
import { aJobId, aJobView, apiOf } from '../../testing/api.ts';
import { actionGroup } from './action-group.ts';
import { actions } from './actions/index.ts';

const another = '0199aa00-0000-7000-8000-000000000002';

type Given = Readonly<Record<string, string>>;

const listed = (given: Given) => Object.entries(given).map(([name, value]) => ({ name, type: 'string', value }));

/** As Bedrock sends it. https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html#agents-lambda-input */
const event = (name: string, given: Given = {}, patch: object = {}) => {
  const method = actions.find((action) => action.name === name)?.operation.method ?? 'GET';
  return {
    messageVersion: '1.0',
    agent: { name: 'dropforge', id: 'AGENT12345', alias: 'ALIAS12345', version: '1' },
    inputText: 'is it done?',
    sessionId: '111122223333-session',
    actionGroup: 'jobs',
    apiPath: `/${name}`,
    httpMethod: method,
    ...(method === 'GET'
      ? { parameters: listed(given) }
      : { requestBody: { content: { 'application/json': { properties: listed(given) } } } }),
    sessionAttributes: { theme: 'dark' },
    promptSessionAttributes: { locale: 'en' },
    ...patch,
  };
};

const accepted = { jobId: aJobId, correlationId: 'c', kind: 'template' as const, isNew: true };
const scan = { jobId: aJobId, scannedAt: '2026-11-20T02:00:00.000Z' };

const finding: InventoryFinding = {
  id: 'rds-public/db',
  rule: 'rds-public',
  severity: 'critical',
  service: 'rds',
  resource: {
    arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
    type: 'AWS::RDS::DBInstance',
    region: 'eu-west-1',
    accountId: '111122223333',
  },
  title: 'Database is publicly accessible',
  why: 'Its subnets are public.',
  evidence: {},
  exposure: 'internet',
  todo: 'Take it out of the public subnets.',
  page: 'https://docs.aws.amazon.com/',
  firstSeen: scan.scannedAt,
  status: 'open',
  rank: 1,
};

const failedJob = aJobView({
  status: 'Failed',
  error: {
    code: 'EMPTY_DROP',
    message: 'Nothing was in it',
    hint: 'Drop files',
    stage: 'collector',
    recoverable: false,
  },
});

const logged: [string, unknown][] = [];
const ask = async (given: unknown, handlers: Parameters<typeof apiOf>[0] = {}) => {
  const api = apiOf(handlers);
  const observer = {
    answered: (operation: string, status: number) => void logged.push([operation, status]),
    failed: (operation: string, error: unknown) => void logged.push([operation, error]),
  } as unknown as Parameters<typeof actionGroup>[0]['observer'];
  const reply = await actionGroup({ api, observer })(given);
  const { response } = reply;
  const text =
    'functionResponse' in response
      ? response.functionResponse.responseBody.TEXT.body
      : response.responseBody['application/json'].body;
  return { reply, response, body: JSON.parse(text), asked: api.asked };
};

describe('each action asks the API as the agent', () => {
  const cases: readonly (readonly [string, Given, Parameters<typeof apiOf>[0], object, object])[] = [
    [
      'startTemplateJob',
      { folder: 'web' },
      { generateTemplate: async () => accepted },
      { body: { input: { folder: 'web' } } },
      accepted,
    ],
    [
      'startSpecJob',
      { folder: 'orders' },
      { generateSpec: async () => ({ ...accepted, kind: 'spec' }) },
      { body: { input: { folder: 'orders' } } },
      { kind: 'spec' },
    ],
    [
      'startInventory',
      {},
      { startInventory: async () => ({ ...accepted, kind: 'inventory' }) },
      { body: {} },
      { kind: 'inventory' },
    ],
    [
      'startInventory',
      { folder: 'exports' },
      { startInventory: async () => accepted },
      { body: { input: { folder: 'exports' } } },
      accepted,
    ],
    [
      'getJob',
      { jobId: aJobId },
      { getJob: async () => aJobView() },
      { path: { jobId: aJobId } },
      { status: 'Succeeded', files: [] },
    ],
    [
      'getResult',
      { jobId: aJobId },
      { getJobStatus: async () => ({ jobId: aJobId, status: 'Succeeded', downloadUrl: 'https://x' }) },
      { path: { jobId: aJobId } },
      { downloadUrl: 'https://x' },
    ],
    [
      'listJobs',
      { kind: 'template', status: 'Failed' },
      { listJobs: async () => ({ jobs: [aJobView()] }) },
      { query: { kind: 'template', status: 'Failed', owner: '*', limit: 20 } },
      { jobs: [{ jobId: aJobId }] },
    ],
    [
      'explainFailure',
      { jobId: aJobId },
      { getJob: async () => failedJob },
      { path: { jobId: aJobId } },
      { error: failedJob.error, attempts: [{ stage: 'collector', attempts: 1 }] },
    ],
    [
      'explainFailure',
      { jobId: aJobId },
      { getJob: async () => aJobView() },
      { path: { jobId: aJobId } },
      { note: 'This job has not failed.' },
    ],
    [
      'listFindings',
      { severity: 'high' },
      { listFindings: async () => ({ ...scan, total: 1, findings: [finding] }) },
      { query: { severity: 'high', limit: 20 } },
      { total: 1, findings: [{ resource: finding.resource.arn }] },
    ],
    ['cancelJob', { jobId: aJobId }, { cancelJob: async () => accepted }, { path: { jobId: aJobId } }, accepted],
    [
      'replayJob',
      { jobId: aJobId },
      { replayJob: async () => ({ ...accepted, jobId: another }) },
      { path: { jobId: aJobId } },
      { jobId: another },
    ],
  ];
  it.each(cases)('%s %j', async (name, given, handlers, request, expected) => {
    const { response, body, asked } = await ask(event(name, given), handlers);
    expect(body).toMatchObject(expected);
    expect(response).toMatchObject({ actionGroup: 'jobs', apiPath: `/${name}` });
    expect(asked).toEqual([
      [
        actions.find((one) => one.name === name)?.operation.id,
        expect.objectContaining({
          ...request,
          caller: { principal: 'agent', isAdmin: true },
          correlationId: '111122223333-session',
        }),
      ],
    ]);
  });

  it('getInventorySummary', async () => {
    const counts = { resources: 1, byType: {}, bySeverity: { critical: 1, high: 0, medium: 0, low: 0 } };
    const summary = {
      ...scan,
      source: 'live' as const,
      accounts: ['111122223333'],
      regions: ['eu-west-1'],
      counts: { ...counts, eolWarnings: 0, cells: 1, cellsIncomplete: 0, calls: 3 },
      coverage: [],
      costs: { monthlyUsd: 12.5, yearlyUsd: 150, byRule: [] },
      anomalies: [],
      fixed: 0,
      suppressed: 0,
      tables: [],
    };
    const { body, asked } = await ask(event('getInventorySummary'), { getInventorySummary: async () => summary });
    expect(body).toMatchObject({ counts, costs: { monthlyUsd: 12.5 } });
    expect(body).not.toHaveProperty('coverage');
    expect(asked[0]?.[0]).toBe('getInventorySummary');
  });

  it('and every one of them is asked above', () => {
    const tried = new Set([...cases.map(([name]) => name), 'getInventorySummary']);
    expect(actions.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
    expect(actions.length).toBeLessThanOrEqual(11);
  });

  it('as functions, too', async () => {
    const { apiPath: _, httpMethod: __, ...rest } = event('startTemplateJob');
    const asFunction = { ...rest, function: 'startTemplateJob', parameters: listed({ folder: 'web' }) };
    const { reply, body } = await ask(asFunction, { generateTemplate: async () => accepted });
    expect(body).toEqual(accepted);
    expect(reply.response).toEqual({
      actionGroup: 'jobs',
      function: 'startTemplateJob',
      functionResponse: { responseBody: { TEXT: { body: JSON.stringify(accepted) } } },
    });
  });
});

describe('the session', () => {
  const handlers = { getJob: async () => aJobView({ status: 'Running' }), generateTemplate: async () => accepted };

  it('remembers the job that was started, and all that it knew before', async () => {
    const { reply } = await ask(event('startTemplateJob', { folder: 'web' }), handlers);
    expect(reply.sessionAttributes).toEqual({ theme: 'dark', lastJobId: aJobId });
    expect(reply.promptSessionAttributes).toEqual({ locale: 'en' });
  });

  it('says which job "is it done?" is about', async () => {
    const { asked, body } = await ask(event('getJob', {}, { sessionAttributes: { lastJobId: aJobId } }), handlers);
    expect(asked[0]?.[1].path).toEqual({ jobId: aJobId });
    expect(body.status).toBe('Running');
  });

  it('gives way to the job that is named', async () => {
    const named = event('getJob', { jobId: another }, { sessionAttributes: { lastJobId: aJobId } });
    expect((await ask(named, handlers)).asked[0]?.[1].path).toEqual({ jobId: another });
  });

  it('remembers none, if none was spoken of', async () => {
    const { response, body, asked } = await ask(event('getJob'), handlers);
    expect([response, body]).toMatchObject([
      { httpStatusCode: 400 },
      { code: 'INVALID_REQUEST', errors: [{ pointer: '/jobId' }] },
    ]);
    expect(asked).toEqual([]);
  });
});

describe('a request that will not do', () => {
  const cases: readonly (readonly [string, object, number, string])[] = [
    ['of an action that is none', event('deleteEverything'), 404, 'NOT_FOUND'],
    ['of an action by another method', event('getJob', {}, { httpMethod: 'DELETE' }), 404, 'NOT_FOUND'],
    ['of the prototype', event('__proto__'), 404, 'NOT_FOUND'],
    ['without what it needs', event('startTemplateJob'), 400, 'INVALID_REQUEST'],
    ['with a way upwards', event('startTemplateJob', { folder: '../uploads' }), 400, 'INVALID_REQUEST'],
    ['with a job that is no id', event('getJob', { jobId: 'the last one' }), 400, 'INVALID_REQUEST'],
    ['with a severity that is none', event('listFindings', { severity: 'awful' }), 400, 'INVALID_REQUEST'],
    [
      'by a session whose job is no id',
      event('getJob', {}, { sessionAttributes: { lastJobId: 'x' } }),
      400,
      'INVALID_REQUEST',
    ],
  ];
  it.each(cases)('is told to the model: %s', async (_, given, status, code) => {
    const { response, body } = await ask(given);
    expect([response, body]).toMatchObject([{ httpStatusCode: status }, { code }]);
    expect(logged.at(-1)).toEqual(['agent', status]);
  });

  it('is told without a word of what nobody foresaw', async () => {
    const error = new Error('hunter2');
    const { body, reply } = await ask(event('getJob', { jobId: aJobId }), { getJob: () => Promise.reject(error) });
    expect(body.code).toBe('INTERNAL');
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(logged).toContainEqual(['agent', error]);
  });

  it.each([
    ['nothing', undefined],
    ['another version', { ...event('getJob'), messageVersion: '2.0' }],
    ['no session', { ...event('getJob'), sessionId: undefined }],
    ['values that are no text', event('getJob', {}, { parameters: [{ name: 'jobId', value: { a: 1 } }] })],
    ['a request of the API', { httpMethod: 'GET', path: '/v1/jobs' }],
  ])('is thrown if Bedrock does not send it: %s', async (_, given) => {
    await expect(ask(given)).rejects.toThrow();
  });
});

describe('a reply', () => {
  it('fits into what Bedrock takes, and says what it leaves out', async () => {
    const long = `"${'quoted \\ '.repeat(200)}"`;
    const findings = Array.from({ length: 20 }, () => ({ ...finding, why: long, title: long, todo: long }));
    const { reply, body } = await ask(event('listFindings'), {
      listFindings: async () => ({ ...scan, total: 4000, findings }),
    });
    expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThanOrEqual(25_000);
    expect(body.shortened).toContain('This is not all');
    expect(body.total).toBe(4000);
    expect(body.findings[0].rule).toBe('rds-public');
  });

  it('is whole if it fits', async () => {
    const { body } = await ask(event('listFindings'), {
      listFindings: async () => ({ ...scan, total: 1, findings: [finding] }),
    });
    expect(body).not.toHaveProperty('shortened');
  });

  it('fits even if nothing of it can be told', async () => {
    const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`severity-${index}`, index]));
    const { reply, body } = await ask(event('getJob', { jobId: aJobId }), {
      getJob: async () => aJobView({ findings: { counts: wide, top: [] } }),
    });
    expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThanOrEqual(25_000);
    expect(body.shortened).toContain('too large');
    expect(reply.sessionAttributes).toMatchObject({ lastJobId: aJobId });
  });
});
