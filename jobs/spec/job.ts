import { descriptorFile } from '#schemas/spec/descriptor.ts';

/** The facts of this kind of job that more than one of its doors needs. */
export const specJob = {
  kind: 'spec',
  descriptorFile,
  /** Claim checks: names in the job's `output.work`. */
  work: {
    source: 'source',
    texts: 'texts',
    document: 'document',
    considered: 'considered',
    writing: 'writing',
    inputs: 'inputs',
  },
  /** What a person gets. */
  artifacts: ['specification.md', 'specification.pdf', 'report.html', 'quality.json', 'facts.json'],
  limits: {
    archiveBytes: 50 * 1024 * 1024,
    entries: 20_000,
    unpackedBytes: 512 * 1024 * 1024,
    /** Unpacked against packed, of one entry over a megabyte. */
    ratio: 100,
    depth: 64,
    pathBytes: 1_024,
    /** A source file that is longer was not written by people. */
    fileBytes: 2 * 1024 * 1024,
    /** Characters of all files that are read, packages, build output and the like not among them. */
    textBytes: 128 * 1024 * 1024,
    descriptorBytes: 2 * 1024 * 1024,
    /** Outside tables. */
    words: 3_000,
    snippetLines: 200,
  },
} as const;
