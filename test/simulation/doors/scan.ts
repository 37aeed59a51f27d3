import * as z from 'zod';
import { CellScanned } from '#events/cell-scanned.ts';
import { InputsCollected } from '#events/inputs-collected.ts';
import type { Job } from '#schemas/job.ts';
import { type ArtifactStore, artifactKey } from '#shared/aws/artifact-store.ts';
import { draft } from '#shared/pipeline/door.ts';
import type { PartDone, PartWork } from '#shared/pipeline/gather.ts';
import { failedPart, partOf } from './reading.ts';

const planOf = (job: Job, artifacts: ArtifactStore): Promise<string> =>
  artifacts.readText(job.output.work.collection ?? '');

const done = (part: number, result: string, outcome: 'complete' | 'failed'): PartDone => ({
  result,
  spent: 1,
  events: [draft(CellScanned, { id: String(part), outcome, resources: 1, calls: 1, durationMs: 1 })],
});

/** The parts of a scan: every second one is handed on once, as one is that outlasts its worker. */
export const scan = (artifacts: ArtifactStore): PartWork => ({
  async run(job, { part, turn, state }) {
    const text = partOf(await planOf(job, artifacts), part);
    if (turn === 0 && part % 2 === 1) return { do: 'hand-on', state: text };
    return { do: 'finish', ...done(part, z.string().parse(state ?? text), 'complete') };
  },
  failed: async (_job, part) => done(part, failedPart(part), 'failed'),
  async gather(job, results) {
    const text = z.array(z.string()).parse(results).join('\n');
    const key = artifactKey(job.jobId, 'collector', 'scanned.txt');
    await artifacts.put(key, text, 'text/plain');
    return { patch: { work: { scanned: key } }, events: [draft(InputsCollected, { key, items: results.length })] };
  },
});
