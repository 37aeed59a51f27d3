import { considered, document } from '#schemas/spec/document.ts';
import { aJob } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import { generating, type SpecWriter } from './generate.ts';
import { aSource } from './testing/a-source.ts';
import { texts } from './testing/a-source-texts.ts';

const opened = async (writer?: SpecWriter) => {
  const artifacts = memoryBuckets().bucketOf('output');
  const lines = [...texts].map(([path, text]) => JSON.stringify({ path, text: text.join('\n') }));
  await artifacts.put(aSource.textsKey, `${lines.join('\n')}\n`, 'application/x-ndjson');
  await artifacts.put('source.json', JSON.stringify(aSource), 'application/json');
  const job = aJob({ kind: 'spec' });
  const result = await generating(writer)(job, { key: 'source.json', items: 1 }, { artifacts });
  return { artifacts, job, ...result };
};

describe("The specification's third door", () => {
  it('leaves the document and what was considered for it', async () => {
    const { artifacts, job, patch, events } = await opened();
    const key = patch.work?.document ?? '';
    const made = document.parse(JSON.parse(await artifacts.readText(key)));
    expect(made.date).toBe(job.submittedAt.slice(0, 10));
    expect(events).toEqual([{ type: 'ArtifactGenerated', data: { key } }]);
    const shown = JSON.parse(await artifacts.readText(key.replace('document.json', 'considered.json')));
    const [first] = considered.array().parse(shown);
    expect(first?.symbols.map(({ name }) => name)).toContain('PlaceAsync');
    expect(first?.snippets.length).toBeGreaterThan(0);
  });

  it('takes the words of a writer', async () => {
    const { artifacts, patch } = await opened(async ({ document: made }) => ({
      document: { ...made, title: 'In better words' },
      use: { asked: 1, kept: 1, refused: [], inputTokens: 1, outputTokens: 1, costUsd: 0 },
    }));
    expect(JSON.parse(await artifacts.readText(patch.work?.document ?? '')).title).toBe('In better words');
  });
});
