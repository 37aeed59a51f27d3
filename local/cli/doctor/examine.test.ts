import { recorder } from '../recorder.ts';
import { type Check, failure, warning } from './check.ts';
import { eachOf } from './each-of.ts';
import { examine, isWell } from './examine.ts';
import { doctorPage } from './page.ts';
import type { Stage } from './stage.ts';

const aStage = (change: Partial<Stage> = {}): Stage => ({
  name: 'dropforge-test',
  option: ' --stage test',
  isLocal: false,
  resources: ['one', 'two', 'three'].map((physicalId) => ({
    logicalId: physicalId,
    type: 'AWS::SQS::Queue',
    physicalId: `https://sqs/1/${physicalId}`,
    properties: {},
  })),
  lacking: [],
  surplus: [],
  client: () => {
    throw new Error('nobody is asked here');
  },
  ...change,
});

const named = (name: string) => Object.assign(new Error(`${name} of AWS\u001b[31m`), { name });
const well: Check = { name: 'well', isLocal: true, run: async () => ({ looked: 'all', findings: [] }) };
const denied: Check = { name: 'denied', run: async () => Promise.reject(named('AccessDeniedException')) };
const warned: Check = { name: 'warned', run: async () => ({ looked: 'a', findings: [warning('w', 'do w')] }) };

const queues = (look: (name: string) => Promise<[]>): Check => ({
  name: 'queues',
  run: (stage) => eachOf(stage, { type: 'AWS::SQS::Queue', noun: 'queue' }, ({ logicalId }) => look(logicalId)),
});

describe('Examining a stage', () => {
  it('is well if all is, or has but a warning', async () => {
    expect(isWell(await examine(aStage(), [well, warned]))).toBe(true);
  });

  it('is not well where something could not be looked at, and says what that needs', async () => {
    const results = await examine(aStage(), [well, denied]);
    expect(isWell(results)).toBe(false);
    expect(results.map(({ state }) => state)).toEqual(['ok', 'unknown']);
    expect(results[1]?.findings[0]).toMatchObject({
      found: expect.stringContaining('not allowed'),
      todo: expect.stringContaining('ReadOnlyAccess'),
    });
  });

  it('tells a resource that is gone from one that could not be looked at, and looks at the others', async () => {
    const errors: Readonly<Record<string, Error>> = {
      one: named('QueueDoesNotExist'),
      three: named('ThrottlingException'),
    };
    const looked: string[] = [];
    const check = queues(async (name) => {
      looked.push(name);
      const error = errors[name];
      if (error) throw error;
      return [];
    });
    const [result] = await examine(aStage(), [check]);
    expect(looked).toEqual(['one', 'two', 'three']);
    expect(result).toMatchObject({ state: 'failure', looked: '3 queues' });
    expect(result?.findings.map(({ state, found }) => `${state}: ${found.slice(0, 18)}`)).toEqual([
      'failure: queue one is gone',
      'unknown: queue three: Throt',
    ]);
  });

  it('asks the embedded cloud only for what it can tell', async () => {
    const results = await examine(aStage({ isLocal: true }), [well, denied]);
    expect(results.map(({ check }) => check)).toEqual(['well']);
  });
});

describe('The table of checks', () => {
  it('has a line a check, what was found under it, and the sum of it', async () => {
    const failing: Check = {
      name: 'f',
      run: async () => ({ looked: '1 rule', findings: [failure('rule r is off', 'put it on')] }),
    };
    const page = doctorPage(recorder(), 'dropforge-test', await examine(aStage(), [well, failing, warned, denied]));
    expect(page.split('\n')).toEqual([
      '✓ well    all',
      '✗ f       1 rule',
      '    ✗ rule r is off',
      '      put it on',
      '! warned  a',
      '    ! w',
      '      do w',
      '? denied',
      '    ? denied: not allowed to look (AccessDeniedException of AWS�[31m)',
      '      Run doctor with credentials that may read it: the policy ReadOnlyAccess is enough.',
      '',
      'dropforge-test: 1 failure, 1 not looked at, 1 warning.',
      '',
    ]);
  });

  it('says so if all is well', async () => {
    expect(doctorPage(recorder(), 'dropforge-test', await examine(aStage(), [well]))).toMatch(
      /dropforge-test is well\.\n$/,
    );
  });
});
