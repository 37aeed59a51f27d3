import { createReadStream, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fidelityReport } from '#schemas/fidelity.ts';
import { finding } from '#schemas/findings.ts';
import { templateSummary } from '#schemas/template-summary.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import { collectFiles } from '#shared/exports/collect-files.ts';
import type { Collection } from '#shared/exports/resource.ts';
import { aJob } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import { eachReference } from './generate/assembly/references.ts';
import { cyclicComponents } from './generate/wiring/components.ts';
import { generate, generateTemplate } from './generate.ts';

const collected = (folder: string): Promise<Collection> =>
  collectFiles(
    globSync('**/*', { cwd: folder })
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => ({
        file,
        bytes: statSync(join(folder, file)).size,
        open: async () => createReadStream(join(folder, file)),
      })),
  );

const reversed = ({ files, resources, templates }: Collection): Collection => ({
  files: [...files].reverse(),
  resources: [...Map.groupBy(resources, ({ source }) => source.file).values()].reverse().flat(),
  templates: [...templates].reverse(),
});

const registry = loadRegistry();

/** What is made of a drop that becomes one stack. */
const generateOne = (collection: Collection, title: string, mode?: 'import') => {
  const { stacks, fidelity, findings, notImportable } = generateTemplate(collection, title, registry, mode);
  const [stack, ...others] = stacks;
  if (!stack || others.length > 0) throw new Error(`${title} became ${stacks.length} stacks`);
  return { ...stack, fidelity, findings, notImportable };
};

describe.each(['web-service', 'data-pipeline', 'fragments'])('the template of examples/%s', (example) => {
  const made = async () => {
    const collection = await collected(`examples/${example}`);
    return { collection, ...generateOne(collection, example) };
  };

  it('loses nothing', async () => {
    const { fidelity } = await made();
    expect(fidelity.entries.filter(({ outcome }) => outcome === 'lost')).toEqual([]);
    expect(fidelity.counts.carried).toBeGreaterThan(0);
  });

  it('refers only to what it defines, and in no circle', async () => {
    const { template } = await made();
    const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})]);
    const graph = new Map<string, Set<string>>();
    for (const [id, resource] of Object.entries(template.Resources)) {
      const to = new Set<string>([resource.DependsOn ?? []].flat());
      eachReference(resource.Properties, (reference) => reference.id.startsWith('AWS::') || to.add(reference.id));
      expect([...to].filter((each) => !known.has(each))).toEqual([]);
      graph.set(id, new Set([...to].filter((each) => Object.hasOwn(template.Resources, each))));
    }
    expect(cyclicComponents(graph)).toEqual([]);
  });

  it('puts each carried property where the fidelity report says', async () => {
    const { template, fidelity } = await made();
    const at = (path: string) =>
      path.split('/').reduce((value: unknown, key) => {
        const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
        return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
      }, template);
    const astray = fidelity.entries.filter((entry) => entry.outcome === 'carried' && at(entry.to) === undefined);
    expect(astray).toEqual([]);
  });

  it('holds no account number and no marker in what it creates', async () => {
    const { template, yaml } = await made();
    expect(yaml).not.toContain('Dropforge::');
    expect(JSON.stringify(template.Resources)).not.toMatch(/arn:aws:[a-z0-9]*:[a-z0-9-]*:111122223333/);
  });

  it('is the same bytes whatever the order of files', async () => {
    const { collection, yaml, fidelity, findings } = await made();
    const other = generateOne(reversed(collection), example);
    expect(other.yaml).toBe(yaml);
    expect(other.fidelity).toEqual(fidelity);
    expect(other.findings).toEqual(findings);
  });
});

describe('the wiring of examples/web-service', () => {
  it.each([
    'LogGroup: !Ref ShopThumbnailsLogGroup',
    'AllocationId: !GetAtt ShopNatElasticIp.AllocationId',
    'Version: !GetAtt ShopWebLaunchTemplate.LatestVersionNumber',
    'CARTS_TABLE: !Ref ShopCartsTable',
    '- !Sub ${ShopCartsTable.Arn}/index/*',
    'deadLetterTargetArn: !GetAtt ShopOrdersDeadLettersQueue.Arn',
    'aws:SourceArn: !Ref ShopOrdersTopic',
    'DBSubnetGroupName: !Ref ShopDbSubnetGroup',
    'Name: !Ref ShopDatabaseName',
  ])('has %s', async (line) => {
    expect(generateOne(await collected('examples/web-service'), 'shop').yaml).toContain(line);
  });
});

describe.each(['web-service', 'data-pipeline', 'fragments'])('the import of examples/%s', (example) => {
  const made = async () => generateOne(await collected(`examples/${example}`), example, 'import');

  it('tells the identifier of every resource in the template, and of nothing else', async () => {
    const { template, toImport = [] } = await made();
    const told = toImport.map(({ LogicalResourceId: id, ResourceType: type }) => [id, type]);
    expect(told).toEqual(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type]));
    for (const { ResourceType, ResourceIdentifier } of toImport) {
      expect(Object.keys(ResourceIdentifier)).toEqual(registry.type(ResourceType)?.primaryIdentifier);
    }
  });

  it('keeps every resource, and brings no outputs', async () => {
    const { template } = await made();
    expect(template).not.toHaveProperty('Outputs');
    for (const resource of Object.values(template.Resources)) {
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('loses nothing, refers only to what it defines and is the same in any order', async () => {
    const { template, fidelity, yaml } = await made();
    expect(fidelity.counts.lost).toBe(0);
    const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})]);
    for (const resource of Object.values(template.Resources)) {
      const to = new Set<string>([resource.DependsOn ?? []].flat());
      eachReference(resource.Properties, ({ id }) => id.startsWith('AWS::') || to.add(id));
      expect([...to].filter((each) => !known.has(each))).toEqual([]);
    }
    const other = generateOne(reversed(await collected(`examples/${example}`)), example, 'import');
    expect(other.yaml).toBe(yaml);
  });
});

describe("the generator's door", () => {
  const key = artifactKey(aJob().jobId, 'collector', 'collection.json');

  const opened = async (collection: Collection, summary = {}) => {
    const artifacts = memoryBuckets().bucketOf('output');
    await artifacts.put(key, JSON.stringify(collection), 'application/json');
    const job = aJob({ output: { artifacts: [], work: {}, summary } });
    const result = await generate(job, { key, items: collection.resources.length }, { artifacts });
    return { artifacts, ...result };
  };

  it('writes the template, the fidelity report and the findings, and says where', async () => {
    const { artifacts, patch, events } = await opened(await collected('examples/fragments'));
    const { template, generationFindings } = patch.work ?? {};
    expect(events).toEqual([{ type: 'ArtifactGenerated', data: { key: template } }]);
    expect(template).toBe(artifactKey(aJob().jobId, 'generator', 'template.yaml'));
    expect(await artifacts.readText(template ?? '')).toContain("AWSTemplateFormatVersion: '2010-09-09'");
    expect(patch.artifacts?.map(({ name }) => name)).toEqual(['fidelity.json']);
    fidelityReport.parse(JSON.parse(await artifacts.readText(patch.artifacts?.[0]?.key ?? '')));
    finding.array().parse(JSON.parse(await artifacts.readText(generationFindings ?? '')));
  });

  it('writes what an import change set needs, if the drop asks for one', async () => {
    const { artifacts, patch } = await opened(await collected('examples/fragments'), { mode: 'import' });
    const [, toImport] = patch.artifacts ?? [];
    expect(toImport?.name).toBe('resources-to-import.json');
    expect(patch.summary).toMatchObject({ resources: 1, notImportable: 11 });
    expect(JSON.parse(await artifacts.readText(toImport?.key ?? ''))).toEqual([
      {
        ResourceType: 'AWS::S3::Bucket',
        LogicalResourceId: 'NewsletterTemplatesBucket',
        ResourceIdentifier: { BucketName: 'newsletter-templates-111122223333' },
      },
    ]);
  });

  it('fails for good, with the reasons, if nothing can be imported', async () => {
    const source = { file: 'policy.yaml', pointer: '/Policy' };
    const properties = { Queues: ['q'] };
    const policy = {
      source,
      under: '',
      dialect: 'cloudformation',
      called: 'Policy',
      identifiers: [],
      properties,
    } as const;
    const resources = [{ ...policy, type: 'AWS::SQS::QueuePolicy', logicalId: 'Policy' }];
    await expect(opened({ files: [], resources, templates: [] }, { mode: 'import' })).rejects.toMatchObject({
      code: 'NOTHING_TO_IMPORT',
      message: expect.stringContaining('AWS::SQS::QueuePolicy'),
    });
  });

  it('sums up what it made', async () => {
    const { patch } = await opened(await collected('examples/fragments'));
    const known = templateSummary.omit({ files: true, fileTroubles: true }).parse(patch.summary);
    expect(known).toMatchObject({ resources: 12, parameters: ['SenderAddress', 'SenderSmtpPassword'], lost: [] });
  });

  it('fails for good, with the reasons, if nothing can be made of the drop', async () => {
    const source = { file: 'odd.json', pointer: '' };
    const properties = { Name: 'x' };
    const odd = { source, under: '', dialect: 'aws-cli', called: 'Oddities[]', identifiers: [], properties } as const;
    const file = { file: 'odd.json', bytes: 2, outcome: 'read', dialect: 'aws-cli', resources: 1 } as const;
    await expect(opened({ files: [file], resources: [odd], templates: [] })).rejects.toMatchObject({
      code: 'NOTHING_TO_GENERATE',
      message: expect.stringContaining('Oddities[]'),
    });
  });

  it('refuses a collection of another shape', async () => {
    const artifacts = memoryBuckets().bucketOf('output');
    await artifacts.put(key, '{"files": 1}', 'application/json');
    await expect(generate(aJob(), { key, items: 0 }, { artifacts })).rejects.toThrow();
  });
});
