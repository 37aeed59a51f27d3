import type { z } from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import type { InputsCollected } from '#events/inputs-collected.ts';
import type { Artifact, JobOutput } from '#schemas/job.ts';
import { type TemplateOptions, templateOptions } from '#schemas/template-options.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { loadRegistry } from '#shared/cloudformation/registry.ts';
import type { Registry } from '#shared/cloudformation/resource-type.ts';
import type { Collection } from '#shared/exports/resource.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { inputName } from '#shared/pipeline/input-name.ts';
import { fileSummary } from './collect/verdict.ts';
import { compare } from './generate/assembly/canonical.ts';
import { summaryOf } from './generate/assembly/summary.ts';
import { readCollection } from './generate/collection.ts';
import { type Importable, importable } from './generate/import/importable.ts';
import { mapCollection } from './generate/mapping/map-collection.ts';
import type { RequestReader } from './generate/request/read-requests.ts';
import { withRequests, withTraces } from './generate/request/with-requests.ts';
import { type Made, makeStacks } from './generate/stacks/make-stacks.ts';
import { manifestOf, parametersOf, toldOf } from './generate/stacks/manifest.ts';
import type { Stack } from './generate/stacks/stack.ts';
import { templateJob } from './job.ts';

type Data = z.infer<typeof InputsCollected.data>;

/** What was found, by the names of its files: whoever lists them may do so in any order. */
const inFileOrder = ({ files, resources, templates }: Collection): Collection => ({
  files: [...files].sort((a, b) => compare(a.file, b.file)),
  resources: [...resources].sort((a, b) => compare(a.source.file, b.source.file)),
  templates: [...templates].sort((a, b) => compare(a.source.file, b.source.file)),
});

const why = (collection: Collection, told: readonly string[]): string => {
  const reasons = [...new Set([...told, ...collection.files.flatMap(({ reason }) => reason ?? [])])];
  const shown = reasons.slice(0, 10).join('; ');
  return reasons.length > 10 ? `${shown}; and ${reasons.length - 10} more reasons` : shown;
};

const nothingToImport = (title: string, { findings }: Importable): PermanentError =>
  new PermanentError(
    'NOTHING_TO_IMPORT',
    `None of the ${findings.length} resources in ${title} can be imported: ${findings
      .slice(0, 5)
      .map(({ message }) => message)
      .join(' ')}`,
    'Drop exports that show the identifiers of what exists, or leave out "mode" to recreate it.',
  );

export type Generated = Made & {
  /** In mode `import` only. */
  readonly notImportable?: number;
};

/**
 * The templates of everything a drop held, mostly one, with the fidelity report and what is to be said about them.
 * Throws `NOTHING_TO_GENERATE` if no resource can be made of any of it, `NOTHING_TO_IMPORT` if none of them can be imported.
 */
export const generateTemplate = (
  found: Collection,
  title: string,
  registry: Registry,
  mode: TemplateOptions['mode'] = 'recreate',
): Generated => {
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
  const chosen = mode === 'import' ? importable(resources, registry) : undefined;
  if (chosen?.resources.length === 0) throw nothingToImport(title, chosen);
  const made = makeStacks(
    {
      title,
      files,
      templates,
      mode,
      resources: chosen?.resources ?? resources,
      traces: [...traces, ...(chosen?.traces ?? [])],
    },
    registry,
  );
  return {
    ...made,
    findings: [...findings, ...(chosen?.findings ?? []), ...made.findings],
    ...(chosen && { notImportable: chosen.findings.length }),
  };
};

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A template's resources by logical id; none if nothing can be made of the drop, of which its own generation tells. */
const typesOf =
  (title: string, registry: Registry, mode: TemplateOptions['mode']) =>
  (collection: Collection): ReadonlyMap<string, string> => {
    try {
      const { stacks } = generateTemplate(collection, title, registry, mode);
      const all = stacks.flatMap(({ template }) => Object.entries(template.Resources));
      return new Map(all.map(([id, { Type }]) => [id, Type]));
    } catch (error) {
      if (error instanceof PermanentError) return new Map();
      throw error;
    }
  };

/** Generates with what a model made of requests in plain language, if there are any and one is there to read them. */
const generateAsked = async (
  found: Collection,
  title: string,
  mode: TemplateOptions['mode'],
  reader?: RequestReader,
) => {
  const registry = loadRegistry();
  const asked = await withRequests(found, { reader, registry, mode, title, typesOf: typesOf(title, registry, mode) });
  const made = generateTemplate(asked?.collection ?? found, title, registry, mode);
  if (!asked) return { made, summary: {} };
  const { report, collection, findings, traces } = asked;
  return {
    made: { ...made, fidelity: withTraces(made.fidelity, traces), findings: [...made.findings, ...findings] },
    summary: { request: report, ...fileSummary(collection) },
  };
};

type Write = (name: string, content: string, type: string) => Promise<Artifact>;

/** What was written, and the key of what the validator is to begin with. */
type Written = {
  readonly key: string;
  readonly artifacts: readonly Artifact[];
  readonly summary: JobOutput['summary'];
};

const writeOne = async ({ yaml, file, toImport }: Stack, write: Write): Promise<Written> => {
  const { key } = await write(file, yaml, 'application/yaml');
  const imports = toImport ? [await write('resources-to-import.json', asJson(toImport), 'application/json')] : [];
  return { key, artifacts: imports, summary: {} };
};

/** One at a time: there may be dozens of a megabyte each. */
const writeSeveral = async (stacks: readonly Stack[], write: Write): Promise<Written> => {
  const manifest = manifestOf(stacks);
  const listed = await write(templateJob.manifest, asJson(manifest), 'application/json');
  const artifacts = [listed];
  for (const [at, { file, yaml, toImport }] of stacks.entries()) {
    const entry = manifest.stacks[at];
    await write(file, yaml, 'application/yaml');
    if (entry?.resourcesToImport && toImport) {
      artifacts.push(await write(entry.resourcesToImport, asJson(toImport), 'application/json'));
    }
    const given = entry && parametersOf(entry);
    if (entry?.parametersFile && given) {
      artifacts.push(await write(entry.parametersFile, asJson(given), 'application/json'));
    }
  }
  return { key: listed.key, artifacts, summary: { stacks: toldOf(manifest) } };
};

/**
 * The template job's third door: maps what was collected onto CloudFormation and assembles the template. Writes
 * `generator/template.yaml`, `fidelity.json`, `generation-findings.json` and, for an import, `resources-to-import.json`. What becomes several
 * stacks is `<stack>.template.yaml` and so on, with `stacks.json` to list them. Throws PermanentError `NOTHING_TO_GENERATE`,
 * `NOTHING_TO_IMPORT`, `REQUEST_NOT_ANSWERED`.
 * @param reader what reads requests in plain language, if a model is switched on
 */
export const generating =
  (reader?: RequestReader): Door<Data> =>
  async (job, { key }, { artifacts }) => {
    const collection = await readCollection(key, artifacts);
    const { mode } = templateOptions.pick({ mode: true }).parse({ mode: job.output.summary.mode });
    const { made, summary } = await generateAsked(collection, inputName(job), mode, reader);
    const write: Write = (name, content, type) =>
      artifacts.put(artifactKey(job.jobId, 'generator', name), content, type);
    const [only, ...others] = made.stacks;
    const written = only && others.length === 0 ? await writeOne(only, write) : await writeSeveral(made.stacks, write);
    const fidelity = await write('fidelity.json', asJson(made.fidelity), 'application/json');
    const findings = await write('generation-findings.json', asJson(made.findings), 'application/json');
    return {
      patch: {
        artifacts: [fidelity, ...written.artifacts],
        work: { template: written.key, generationFindings: findings.key },
        summary: {
          ...summaryOf(made),
          ...summary,
          ...written.summary,
          ...(made.notImportable !== undefined && { notImportable: made.notImportable }),
        },
      },
      events: [draft(ArtifactGenerated, { key: written.key })],
    };
  };

/** Without a model: everything but requests in plain language. */
export const generate = generating();
