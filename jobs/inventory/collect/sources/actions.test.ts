import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanActions } from './actions.ts';

/** Where IAM's name of an action is not the command's. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const renamed: Readonly<Record<string, readonly string[]>> = {
  ListBuckets: ['ListAllMyBuckets'],
  GetBucketEncryption: ['GetEncryptionConfiguration'],
  GetBucketLifecycleConfiguration: ['GetLifecycleConfiguration'],
  GetPublicAccessBlock: ['GetBucketPublicAccessBlock', 'GetAccountPublicAccessBlock'],
};

const services: Readonly<Record<string, string>> = { 'cloud-control': 'cloudformation', 's3-bucket': 's3' };

const commands = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .flatMap((name) => {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8');
    const file = name.replace('.ts', '');
    return [...text.matchAll(/new (\w+)Command\(/g)].map(
      ([, command = '']) => [services[file] ?? file, command] as const,
    );
  });

describe('What a scan may do', () => {
  it.each(commands)('%s: what %s asks is allowed', (service, command) => {
    expect(scanActions[service]).toEqual(expect.arrayContaining([...(renamed[command] ?? [command])]));
  });

  it('is reading, and of no secret’s value', () => {
    const all = Object.entries(scanActions).flatMap(([service, actions]) =>
      actions.map((each) => `${service}:${each}`),
    );
    for (const action of all) expect(action).toMatch(/:(Describe|Get|List|BatchGet|GET$)\w*$/);
    expect(all).not.toContain('secretsmanager:GetSecretValue');
    expect(all).not.toContain('ssm:GetParameters');
    expect(all.filter((action) => /s3:GetObject|kms:Decrypt|:(BatchGetItem|GetItem|GetRecords)$/.test(action))).toEqual(
      [],
    );
  });
});
