import type { z } from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import type { InputsCollected } from '#events/inputs-collected.ts';
import type { ModelUse } from '#schemas/spec/quality.ts';
import type { Source } from '#schemas/spec/source.ts';
import { source as sourceSchema, sourceText } from '#schemas/spec/source.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import type { Lines } from './generate/rank/snippets.ts';
import { type Specified, specify } from './generate/specify.ts';
import { specJob } from './job.ts';

type Data = z.infer<typeof InputsCollected.data>;

/** Writes the same document in better words, never with another fact, and tells what the model was used for. Never throws. */
export type SpecWriter = (
  specified: Specified,
  source: Source,
  lines: Lines,
) => Promise<{ readonly document: Specified['document']; readonly use: ModelUse }>;

/** Texts as JSON lines, by path and in lines. */
const linesOf = (texts: string): Map<string, readonly string[]> =>
  new Map(
    texts.split('\n').flatMap((line) => {
      if (line === '') return [];
      const { path, text } = sourceText.parse(JSON.parse(line));
      return [[path, text.split('\n')] as const];
    }),
  );

/**
 * The specification job's third door: ranks the code for each feature and writes the document model, `document.json`, and what was
 * considered for it, `considered.json`. With a `writer` the prose is that of a model.
 */
export const generating =
  (writer?: SpecWriter): Door<Data> =>
  async (job, { key }, { artifacts }) => {
    const source = sourceSchema.parse(JSON.parse(await artifacts.readText(key)));
    const lines = linesOf(await artifacts.readText(source.textsKey));
    const specified = specify(source, lines, job.submittedAt.slice(0, 10));
    const said = await writer?.(specified, source, lines);
    const document = said?.document ?? specified.document;
    const put = (name: string, content: unknown) =>
      artifacts.put(artifactKey(job.jobId, 'generator', name), JSON.stringify(content), 'application/json');
    const written = await put('document.json', document);
    const considered = await put('considered.json', specified.considered);
    const writing = said && (await put('writing.json', said.use));
    return {
      patch: {
        work: {
          [specJob.work.document]: written.key,
          [specJob.work.considered]: considered.key,
          ...(writing && { [specJob.work.writing]: writing.key }),
        },
      },
      events: [draft(ArtifactGenerated, { key: written.key })],
    };
  };
