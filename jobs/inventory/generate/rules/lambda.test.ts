import type { InventoryResource, Json } from '#schemas/inventory/resource.ts';
import { redacted } from '../../redact.ts';
import { configured, said } from '../../testing/said.ts';
import { lambdaDeadLetters } from './lambda-dead-letters.ts';
import { lambdaPublicUrl } from './lambda-public-url.ts';
import { lambdaRuntimeDeprecated, lambdaRuntimeEnds } from './lambda-runtime.ts';
import { lambdaSecrets } from './lambda-secrets.ts';
import { lambdaTimeout } from './lambda-timeout.ts';
import { untagged } from './untagged.ts';

const lambda = (configuration: InventoryResource['configuration'], given: Partial<InventoryResource> = {}) =>
  configured('AWS::Lambda::Function', configuration, given);

/** nodejs22.x: deprecated after the 30th of April 2027, updates blocked from the 1st of July on. */
describe('The runtime of a function', () => {
  const node = lambda({ Runtime: 'nodejs22.x' });

  it.each([
    ['2026-10-31T23:59:59.998Z', undefined, undefined],
    ['2026-11-02T00:00:00Z', 'lambda-runtime-ends', 'low'],
    ['2027-03-31T00:00:00Z', 'lambda-runtime-ends', 'low'],
    ['2027-04-29T00:00:00Z', 'lambda-runtime-ends', 'medium'],
    ['2027-04-30T23:59:59.999Z', 'lambda-runtime-ends', 'medium'],
    ['2027-04-30T19:00:00-05:00', 'lambda-runtime-deprecated', 'medium'],
    ['2027-05-01T00:00:00Z', 'lambda-runtime-deprecated', 'medium'],
    ['2027-06-30T23:59:59.999Z', 'lambda-runtime-deprecated', 'medium'],
    ['2027-07-01T00:00:00Z', 'lambda-runtime-deprecated', 'high'],
  ])('at %s: %s, %s', (now, id, severity) => {
    const told = [lambdaRuntimeDeprecated, lambdaRuntimeEnds].flatMap((rule) => {
      const finding = said(rule, node, { now });
      return finding ? [[rule.id, finding.severity]] : [];
    });
    expect(told).toEqual(id === undefined ? [] : [[id, severity]]);
  });

  it('keeps the day of deprecation and the day updates are blocked apart', () =>
    expect(said(lambdaRuntimeDeprecated, node, { now: '2027-05-02T00:00:00Z' })).toMatchObject({
      due: '2027-07-01',
      evidence: { deprecated: '2027-04-30', updatesBlocked: '2027-07-01' },
    }));

  it.each([
    [{ Runtime: 'nodejs12.x', PackageType: 'Image' }],
    [{ PackageType: 'Image' }],
    [{ Runtime: 'provided.al2023' }],
    [{ Runtime: 'cobol1.x' }],
    [{ Runtime: '__proto__' }],
  ])("of %j is nobody's concern", (configuration: InventoryResource['configuration']) =>
    expect(said(lambdaRuntimeDeprecated, lambda(configuration))).toBeUndefined(),
  );
});

describe('lambda-public-url', () => {
  const urls = (...types: string[]) =>
    lambda({ ListFunctionUrlConfigs: { FunctionUrlConfigs: types.map((AuthType) => ({ AuthType })) } });

  it('tells of a URL without authentication', () => {
    expect(said(lambdaPublicUrl, urls('AWS_IAM', 'NONE'))).toMatchObject({
      exposure: 'internet',
      evidence: { Urls: 1 },
    });
    expect(said(lambdaPublicUrl, urls('AWS_IAM'))).toBeUndefined();
    expect(said(lambdaPublicUrl, lambda({}))).toBeUndefined();
  });
});

describe('lambda-secrets', () => {
  const stored = (Variables: Record<string, Json>) => redacted(lambda({ Environment: { Variables } }));

  it('tells the names of what looks like a secret, and no value is stored', () => {
    const subject = stored({ DB_PASSWORD: 'hunter2-hunter2', AWS_KEY: 'AKIAIOSFODNN7EXAMPLE', STAGE: 'production' });
    expect(said(lambdaSecrets, subject)?.evidence).toEqual({ Variables: ['AWS_KEY', 'DB_PASSWORD'] });
    expect(JSON.stringify(subject)).not.toMatch(/hunter2|AKIA|production/);
    expect(redacted(subject)).toEqual(subject);
  });

  it('leaves references to a secret alone', () =>
    expect(
      said(
        lambdaSecrets,
        stored({ DB_PASSWORD: '{{resolve:secretsmanager:shop:SecretString:password}}', STAGE: 'dev' }),
      ),
    ).toBeUndefined());

  it('stores no user data and no tag that looks like a secret', () => {
    const server = redacted(
      configured(
        'AWS::EC2::Instance',
        { UserData: 'ZXhwb3J0IFg9MQ==' },
        { tags: { password: 'correct-horse', Name: 'web' } },
      ),
    );
    expect(JSON.stringify(server)).not.toMatch(/ZXhw|correct-horse/);
    expect(server.tags.Name).toBe('web');
  });
});

describe('lambda-dead-letters', () => {
  const invoked = (service: string, rest: InventoryResource['configuration'] = {}) =>
    lambda({
      GetPolicy: { Policy: JSON.stringify({ Statement: [{ Principal: { Service: service }, Effect: 'Allow' }] }) },
      ListFunctionEventInvokeConfigs: { FunctionEventInvokeConfigs: [] },
      ...rest,
    });

  it.each([
    ['S3 may invoke it', invoked('s3.amazonaws.com'), true],
    ['an API may invoke it', invoked('apigateway.amazonaws.com'), false],
    ['it has a queue', invoked('sns.amazonaws.com', { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:::q' } }), false],
    [
      'it has a destination',
      invoked('events.amazonaws.com', {
        ListFunctionEventInvokeConfigs: {
          FunctionEventInvokeConfigs: [{ DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:::q' } } }],
        },
      }),
      false,
    ],
    ['its policy is not JSON', lambda({ GetPolicy: { Policy: '{' }, ListFunctionEventInvokeConfigs: {} }), false],
    ['nobody asked who may', lambda({}), false],
  ])('%s: %s', (_, subject, expected) => expect(said(lambdaDeadLetters, subject) !== undefined).toBe(expected));
});

describe('lambda-timeout', () => {
  it.each([
    [900, true],
    [899, false],
    [undefined, false],
  ])('%s seconds: %s', (timeout, expected) =>
    expect(said(lambdaTimeout, lambda(timeout === undefined ? {} : { Timeout: timeout })) !== undefined).toBe(expected),
  );
});

describe('untagged', () => {
  const server = (tags: Record<string, string>) => configured('AWS::EC2::Instance', {}, { tags });

  it.each([
    [{}, 'Resource has no tags'],
    [{ 'aws:cloudformation:stack-name': 'x' }, 'Resource has no tags'],
    [{ Name: 'web' }, 'Resource has no owner'],
    [{ owner: 'platform' }, undefined],
    [{ 'cost:Team': 'platform' }, undefined],
    [{ teamwork: 'yes' }, 'Resource has no owner'],
  ])('%j: %s', (tags: Record<string, string>, title) => expect(said(untagged, server(tags))?.title).toBe(title));

  it('says nothing where tags were not asked for', () => {
    expect(said(untagged, lambda({}))).toBeUndefined();
    expect(said(untagged, lambda({ ListTags: {} }))?.title).toBe('Resource has no tags');
  });
});
