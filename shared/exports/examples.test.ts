import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { collectFiles, type DropFile } from './collect-files.ts';

const examples = join(import.meta.dirname, '../../examples');

const filesOf = async (example: string): Promise<readonly DropFile[]> => {
  const root = join(examples, example);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({
      file: relative(root, path).replaceAll('\\', '/'),
      bytes: (await stat(path)).size,
      open: async () => createReadStream(path),
    })),
  );
};

describe('every file of every example is read', () => {
  it.each([
    ['web-service', 47, ['tr4ding-Places-1983']],
    ['data-pipeline', 2, ['s3ssions-by-Night']],
    ['fragments', 4, ['brass-Kettle-77']],
    ['terraform-state', 1, ['gr4nite-Owls-hum-0904', 'p4per-Lanterns-drift-7731']],
    ['cloud-control', 12, ['c0balt-Kites-ascend-55']],
    ['mixed', 17, ['s4lt-Spray-and-gulls-0612']],
  ])('%s', async (example, count, secrets) => {
    const { files, resources } = await collectFiles(await filesOf(example));
    expect(files).toHaveLength(count);
    expect(files.filter(({ outcome }) => outcome !== 'read')).toEqual([]);
    expect(resources.filter(({ type }) => type === undefined)).toEqual([]);
    for (const secret of secrets) expect(JSON.stringify(resources)).not.toContain(secret);
  });

  it('web-service shows 33 resources, however many parts they come in', async () => {
    const { resources } = await collectFiles(await filesOf('web-service'));
    expect(new Set(resources.map(({ type, identifiers }) => `${type} ${identifiers[0]}`)).size).toBe(33);
  });

  it('of cdk.out the templates are read, and the rest is passed over with a reason of its own', async () => {
    const { files } = await collectFiles(await filesOf('cdk-out'));
    const read = files.filter(({ outcome }) => outcome === 'read').map(({ file }) => file);
    expect(read).toEqual(['TheatreBoxOffice.template.json', 'TheatreStore.template.json']);
    const others = files.filter(({ outcome }) => outcome === 'passed-over').map(({ reason }) => reason);
    expect(others).toEqual([
      expect.stringContaining('list of assets (1 file)'),
      expect.stringContaining('list of assets (no assets)'),
      expect.stringContaining('version'),
      expect.stringContaining('list of what it made'),
      expect.stringContaining('construct tree'),
    ]);
  });

  it('mixed tells of 17 resources, most of them in several dialects', async () => {
    const { resources } = await collectFiles(await filesOf('mixed'));
    const bookings = resources.filter(
      ({ type, identifiers }) => type === 'AWS::SQS::Queue' && /ferry-bookings$/.test(identifiers[0] ?? ''),
    );
    expect(new Set(bookings.map(({ dialect }) => dialect))).toEqual(
      new Set(['aws-cli', 'cloud-control', 'terraform-state']),
    );
    expect(new Set(bookings.map(({ identifiers }) => identifiers[0])).size).toBe(1);
  });

  it('broken is read as far as it can be, and the rest says what would be better', async () => {
    const { files, resources } = await collectFiles(await filesOf('broken'));
    const told = (outcome: string) =>
      files.filter((file) => file.outcome === outcome).map(({ file, reason }) => `${file}: ${reason ?? ''}`);
    expect(told('read')).toEqual([
      'boto3-queue.txt: ',
      expect.stringContaining('describe-log-groups.json: the export is incomplete (nextToken)'),
      'describe-table.json: ',
      'get-topic-attributes.json: ',
      'list-buckets.json: ',
      expect.stringContaining('run aws dynamodb describe-table'),
    ]);
    expect(resources.map(({ type }) => type).sort()).toEqual([
      'AWS::DynamoDB::Table',
      'AWS::Logs::LogGroup',
      'AWS::Logs::LogGroup',
      'AWS::S3::Bucket',
      'AWS::SNS::Topic',
      'AWS::SQS::Queue',
    ]);
    expect(told('failed')).toHaveLength(7);
    for (const each of told('failed')) expect(each).toMatch(/run|rename|keep/);
    expect(told('passed-over')).toHaveLength(5);
  });

  it('its secrets are really there to be found', async () => {
    expect(await readFile(join(examples, 'web-service/thumbnails/get-function.json'), 'utf8')).toContain(
      'tr4ding-Places-1983',
    );
  });
});
