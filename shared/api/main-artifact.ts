import type { Artifact, Job, JobKind } from '#schemas/job.ts';

/** What somebody who wants one file wants, the first that there is. */
const wanted: Readonly<Record<JobKind, readonly RegExp[]>> = {
  template: [/^template\.yaml$/, /\.template\.yaml$/, /^report\.html$/],
  inventory: [/^report\.html$/],
  spec: [/^specification\.pdf$/],
};

/** The one artifact that a job is about; undefined if it did not come to that. */
export const mainArtifact = ({ kind, output }: Job): Artifact | undefined => {
  for (const name of wanted[kind]) {
    const found = output.artifacts.find((artifact) => name.test(artifact.name));
    if (found) return found;
  }
  return undefined;
};
