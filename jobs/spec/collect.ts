import type { z } from 'zod';
import { InputsCollected } from '#events/inputs-collected.ts';
import type { JobRequested } from '#events/job-requested.ts';
import type { Descriptor } from '#schemas/spec/descriptor.ts';
import type { SourceFile } from '#schemas/spec/facts.ts';
import { specOptions } from '#schemas/spec/options.ts';
import type { Source } from '#schemas/spec/source.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import type { ObjectStore } from '#shared/aws/object-store.ts';
import { type Drop, listDrop, manifestOf, optionsOf } from '#shared/exports/drop-files.ts';
import { type CollectDeps, type Door, draft } from '#shared/pipeline/door.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { shown } from './collect/archive/refused.ts';
import { descriptorOf } from './collect/descriptor.ts';
import { findSource } from './collect/find-source.ts';
import { focusIn } from './collect/focus.ts';
import type { TextFile } from './collect/parse/language.ts';
import { type ParseOutcome, parseAll } from './collect/parse/parse-all.ts';
import { readSource, type SourceRead } from './collect/read-source.ts';
import { redacted } from './collect/redact/redact.ts';
import { warningsOf } from './collect/warnings.ts';
import { specJob } from './job.ts';

const example = '{"kind": "spec", "threshold": 80}';

/** Prose and what tools are told: a source of nothing else has nothing to specify. */
const isAside = ({ path }: TextFile): boolean =>
  /\.(md|markdown|txt|rst|adoc)$|(^|\/)(licen[cs]e|notice|authors|changelog|readme|\.[a-z]+(ignore|attributes|config))$/i.test(
    path,
  );

const refuseEmpty = ({ texts, files }: SourceRead, name: string): void => {
  if (texts.some((text) => !isAside(text))) return;
  const reasons = [...Map.groupBy(files, ({ reason = 'prose' }) => reason)].slice(0, 10);
  const told = reasons.map(([reason, of]) => `${reason}: ${of.length}`).join('; ');
  throw new PermanentError(
    'NO_SOURCE',
    files.length === 0
      ? `${shown(name)} holds no files.`
      : `${shown(name)} holds no source among its ${files.length} file(s) (${told}).`,
    'Put the source files themselves into the ZIP: not packages, build output or archives.',
  );
};

/** Who writes a descriptor may have pasted more into it than they meant to. */
const withoutSecrets = async (descriptor: Descriptor): Promise<Descriptor> => {
  const clean = async (text: string) => (await redacted(specJob.descriptorFile, text)).text;
  const features = descriptor.features.map(async ({ id, description }) => ({
    id,
    description: await clean(description),
  }));
  return { ...descriptor, moduleName: await clean(descriptor.moduleName), features: await Promise.all(features) };
};

const withOutcomes = (
  files: readonly SourceFile[],
  outcomes: ReadonlyMap<string, ParseOutcome>,
): readonly SourceFile[] =>
  files.map((file) => {
    const outcome = file.outcome === 'text' ? outcomes.get(file.path) : undefined;
    if (!outcome) return file;
    const { language, parsed, reason } = outcome;
    return { ...file, outcome: parsed ? 'parsed' : 'text', language, ...(reason ? { reason } : {}) };
  });

const jsonLines = (texts: readonly TextFile[]): Buffer =>
  Buffer.concat(texts.map(({ path, text }) => Buffer.from(`${JSON.stringify({ path, text })}\n`)));

/** All that is read of the source. The archive's own bytes are let go with it. */
const sourceOf = async (drop: Drop, inputs: ObjectStore) => {
  const { name, identity, warnings, ...found } = await findSource(drop, inputs);
  const read = await readSource({ ...found, warnings }, name);
  refuseEmpty(read, name);
  return { archive: identity(), read, told: warnings };
};

/**
 * The specification job's first door: a drop of a ZIP, or of the source itself, and descriptor.json becomes `source.json` (what is asked
 * for, the facts, what became of each file) and `texts.jsonl` (the files that count, without secrets). The generator and the
 * validator claim both; `inputs.json` is what was taken, for the archive. Throws `PermanentError` NO_DESCRIPTOR, INVALID_DESCRIPTOR,
 * INVALID_OPTIONS, SEVERAL_ARCHIVES, NO_SOURCE, TOO_MANY_FILES, and what opening and reading an archive throws (collect/archive).
 */
export const collect: Door<z.infer<typeof JobRequested.data>, CollectDeps> = async (job, _data, deps) => {
  const { inputs, artifacts } = deps;
  const drop = await listDrop(inputs, job.input.prefix);
  const options = await optionsOf(drop, inputs, specOptions, example);
  const asked = await withoutSecrets(await descriptorOf(drop, inputs));
  const { archive, read, told } = await sourceOf(drop, inputs);
  const { facts, outcomes } = await parseAll(read.texts);
  const files = withOutcomes(read.files, outcomes);
  const { focus, unmatched } = focusIn(
    asked.focus,
    read.texts.map(({ path }) => path),
  );

  const keyOf = (name: string) => artifactKey(job.jobId, 'collector', name);
  const { work } = specJob;
  const texts = await artifacts.put(keyOf(`${work.texts}.jsonl`), jsonLines(read.texts), 'application/x-ndjson');
  const source: Source = {
    descriptor: { ...asked, focus },
    archive,
    files: [...files],
    facts,
    textsKey: texts.key,
    warnings: [...told, ...warningsOf(files, unmatched)],
  };
  const written = await artifacts.put(keyOf(`${work.source}.json`), JSON.stringify(source), 'application/json');
  const taken = await artifacts.put(keyOf(`${work.inputs}.json`), JSON.stringify(manifestOf(drop)), 'application/json');
  return {
    patch: {
      work: { [work.source]: written.key, [work.texts]: texts.key, [work.inputs]: taken.key },
      summary: {
        moduleName: asked.moduleName,
        version: asked.version,
        files: read.texts.length,
        filesLeftOut: files.length - read.texts.length,
        redacted: files.reduce((sum, file) => sum + file.redacted, 0),
        // The validator asks for it: the QualityScore below which the job fails.
        threshold: options.threshold,
      },
    },
    events: [draft(InputsCollected, { key: written.key, items: read.texts.length })],
  };
};
