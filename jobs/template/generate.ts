import type { z } from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import type { InputsCollected } from '#events/inputs-collected.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Collection } from '#shared/exports/resource.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { type Assembled, assemble } from './generate/assembly/assemble.ts';
import { compare } from './generate/assembly/canonical.ts';
import { summaryOf } from './generate/assembly/summary.ts';
import { parseCollection } from './generate/collection.ts';
import { mapCollection } from './generate/mapping/map-collection.ts';

type Data = z.infer<typeof InputsCollected.data>;

/** What was found, by the names of its files: whoever lists them may do so in any order. */
const inFileOrder = ({ files, resources, templates }: Collection): Collection => ({
  files: [...files].sort((a, b) => compare(a.file, b.file)),
  resources: [...resources].sort((a, b) => compare(a.source.file, b.source.file)),
  templates: [...templates].sort((a, b) => compare(a.source.file, b.source.file)),
});

const folderOf = (prefix: string): string =>
  prefix
    .split('/')
    .filter((part) => part !== '')
    .at(-1) ?? 'drop';

const why = (collection: Collection, told: readonly string[]): string => {
  const reasons = [...new Set([...told, ...collection.files.flatMap(({ reason }) => reason ?? [])])];
  const shown = reasons.slice(0, 10).join('; ');
  return reasons.length > 10 ? `${shown}; and ${reasons.length - 10} more reasons` : shown;
};

/**
 * The template of everything a drop held, with its fidelity report and what is to be said about it.
 * Throws `NOTHING_TO_GENERATE` if no resource can be made of any of it.
 */
export const generateTemplate = (found: Collection, title: string, registry: Registry): Assembled => {
  const collection = inFileOrder(found);
  const { resources, traces, findings } = mapCollection(collection, registry);
  if (resources.length === 0) {
    const reasons = [
      ...traces.flatMap((trace) => (trace.outcome === 'lost' ? [trace.reason] : [])),
      ...findings.flatMap(({ rule, message }) => (rule === 'partial-resource' ? [message.replace(/\.$/, '')] : [])),
    ];
    throw new PermanentError(
      'NOTHING_TO_GENERATE',
      `None of the ${collection.resources.length} things found in ${title} can be a CloudFormation resource: ${why(collection, reasons)}.`,
      'Drop exports of resources that CloudFormation has a type for: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
    );
  }
  const { files, templates } = collection;
  const assembled = assemble({ title, files, templates, resources, traces }, registry);
  return { ...assembled, findings: [...findings, ...assembled.findings] };
};

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The template job's third door: maps what was collected onto CloudFormation and assembles the template. Writes
 * `generator/template.yaml`, `fidelity.json` and `generation-findings.json`. Throws PermanentError `NOTHING_TO_GENERATE`.
 */
export const generate: Door<Data> = async (job, { key }, { artifacts }) => {
  const collection = parseCollection(await artifacts.readText(key));
  const made = generateTemplate(collection, folderOf(job.input.prefix), loadRegistry());
  const write = (name: string, content: string, type: string) =>
    artifacts.put(artifactKey(job.jobId, 'generator', name), content, type);
  const template = await write('template.yaml', made.yaml, 'application/yaml');
  const fidelity = await write('fidelity.json', asJson(made.fidelity), 'application/json');
  const findings = await write('generation-findings.json', asJson(made.findings), 'application/json');
  return {
    patch: {
      artifacts: [fidelity],
      work: { template: template.key, generationFindings: findings.key },
      summary: summaryOf(made),
    },
    events: [draft(ArtifactGenerated, { key: template.key })],
  };
};
