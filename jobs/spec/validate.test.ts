import type { SpecDocument } from '#schemas/spec/document.ts';
import { quality } from '#schemas/spec/quality.ts';
import { specSummary } from '#schemas/spec/summary.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { aJob, jobId } from '#shared/testing/job.ts';
import { memoryBuckets } from '#shared/testing/memory.ts';
import { renderMarkdown } from './render/markdown.ts';
import { rendering } from './rendering.ts';
import { aDocument } from './testing/a-document.ts';
import { aSource } from './testing/a-source.ts';
import { texts } from './testing/a-source-texts.ts';
import { validatingWith } from './validate.ts';

const validating = validatingWith({
  markdown: renderMarkdown,
  pdf: async () => new Uint8Array([37, 80, 68, 70]),
  report: ({ quality: told }) => `<p>${told.score}</p>`,
  pages: async () => 7,
});

const keyOf = (name: string) => `jobs/${jobId}/work/${name}`;

const run = async (document: SpecDocument, summary: { threshold?: number } = {}, validates = validating) => {
  const artifacts = memoryBuckets().bucketOf('output');
  const put = (name: string, body: string) => artifacts.put(keyOf(name), body, 'application/json');
  await put('source.json', JSON.stringify({ ...aSource, textsKey: keyOf('texts.jsonl') }));
  await put(
    'texts.jsonl',
    [...texts].map(([path, lines]) => JSON.stringify({ path, text: lines.join('\n') })).join('\n'),
  );
  await put('document.json', JSON.stringify(document));
  const job = aJob({
    kind: 'spec',
    output: {
      artifacts: [],
      summary,
      work: { source: keyOf('source.json'), texts: keyOf('texts.jsonl'), document: keyOf('document.json') },
    },
  });
  const outcome = await validates()(job, { key: keyOf('document.json') }, { artifacts }).catch(
    (error: unknown) => error,
  );
  return { outcome, read: (name: string) => artifacts.readText(`jobs/${jobId}/validator/${name}`) };
};

const hollow: SpecDocument = { ...aDocument, features: [], endpoints: [], entities: [], traceability: [] };

describe('The validator', () => {
  it('writes the specification in both forms, the report, the verdict and the facts', async () => {
    const { outcome, read } = await run(aDocument, {}, validatingWith(rendering));
    expect(outcome).toMatchObject({
      patch: {
        artifacts: ['specification.md', 'specification.pdf', 'report.html', 'quality.json', 'facts.json'].map(
          (name) => ({
            name,
            key: `jobs/${jobId}/validator/${name}`,
          }),
        ),
      },
      events: [{ type: 'JobSucceeded' }],
    });
    expect(quality.parse(JSON.parse(await read('quality.json')))).toMatchObject({
      score: 100,
      threshold: 80,
      mended: [],
    });
    expect(JSON.parse(await read('facts.json'))).toEqual(aSource.facts);
    expect(await read('specification.md')).toBe(renderMarkdown(aDocument));
  });

  it('tells what a list of jobs and an email want to know', async () => {
    const { outcome } = await run(aDocument);
    const { patch } = outcome as { patch: { summary: unknown } };
    expect(specSummary.parse(patch.summary)).toMatchObject({
      features: 5,
      featuresNotFound: ['ORD-5'],
      requirements: 8,
      confirmed: 6,
      inferred: 1,
      gaps: 1,
      filesLeftOut: 3,
      redacted: 2,
      pages: 7,
      cut: 0,
    });
  });

  it('fails a job below the threshold, says what lost most, and leaves the verdict and no specification', async () => {
    const { outcome, read } = await run(hollow);
    expect(outcome).toBeInstanceOf(PermanentError);
    expect(outcome).toMatchObject({
      code: 'LOW_QUALITY',
      message: expect.stringMatching(/below the threshold of 80: citations-hold lost .*feature-coverage lost/),
      hint: expect.stringContaining(`jobs/${jobId}/validator/quality.json`),
    });
    expect(quality.parse(JSON.parse(await read('quality.json'))).score).toBeLessThan(80);
    await expect(read('specification.md')).rejects.toThrow();
  });

  it('keeps to the threshold that the drop asked for', async () => {
    expect((await run(hollow, { threshold: 0 })).outcome).toMatchObject({ events: [{ type: 'JobSucceeded' }] });
    const flawed = { ...aDocument, endpoints: aDocument.endpoints.slice(1) };
    expect((await run(flawed)).outcome).toMatchObject({ events: [{ type: 'JobSucceeded' }] });
    expect((await run(flawed, { threshold: 100 })).outcome).toMatchObject({ code: 'LOW_QUALITY' });
  });
});
