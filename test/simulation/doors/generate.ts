import type { z } from 'zod';
import { ArtifactGenerated } from '#events/artifact-generated.ts';
import type { InputsCollected } from '#events/inputs-collected.ts';
import { artifactKey } from '#shared/aws/artifact-store.ts';
import { type Door, draft } from '#shared/pipeline/door.ts';
import { refuse } from './collect.ts';
import { generated } from './reading.ts';

/** Any kind: what was collected becomes an artifact. */
export const generate: Door<z.infer<typeof InputsCollected.data>> = async (job, { key }, { artifacts }) => {
  const text = generated(await artifacts.readText(key));
  refuse('generator', text);
  const made = await artifacts.put(artifactKey(job.jobId, 'generator', 'artifact.txt'), text, 'text/plain');
  return { patch: { work: { made: made.key } }, events: [draft(ArtifactGenerated, { key: made.key })] };
};
