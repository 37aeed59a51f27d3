import type { SSMClient } from '@aws-sdk/client-ssm';
import { storedExceptions } from './stored-exceptions.ts';

const holding = (Value: string): Pick<SSMClient, 'send'> => ({ send: async () => ({ Parameter: { Value } }) });
const read = (ssm: Pick<SSMClient, 'send'>) => storedExceptions(ssm, '/dropforge/prod/exceptions')();

describe('Exceptions that a deployment stores', () => {
  it('are read as YAML and as JSON', async () => {
    const yaml = '- rule: s3-public\n  resource: assets\n  reason: A website\n  until: 2027-01-31\n';
    const json = '[{"rule": "s3-public", "resource": "assets", "reason": "A website", "until": "2027-01-31"}]';
    const expected = [{ rule: 's3-public', resource: 'assets', reason: 'A website', until: '2027-01-31' }];
    expect(await read(holding(yaml))).toEqual({ exceptions: expected });
    expect(await read(holding(json))).toEqual({ exceptions: expected });
    expect(await read(holding(''))).toEqual({ exceptions: [] });
  });

  it.each([
    ['lack a reason', '- rule: s3-public\n  until: 2027-01-31'],
    ['are no list', 'rule: s3-public'],
    ['are no YAML', '[{'],
    [
      'unfold without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [${'*b,'.repeat(200)}*b]`,
    ],
  ])('that %s cost the exceptions, not the scan, and nobody repeats what they hold', async (_, text) => {
    const { exceptions, trouble } = await read(holding(text));
    expect(exceptions).toEqual([]);
    expect(trouble?.reason).toMatch(/^the exceptions in \/dropforge\/prod\/exceptions are not valid/);
  });

  it('that cannot be had are told of', async () => {
    const denied = { send: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDeniedException' })) };
    expect((await read(denied)).trouble?.reason).toMatch('could not be read (AccessDeniedException)');
  });
});
