import type { Job } from '#schemas/job.ts';
import { size, wrap } from '#shared/message/layout.ts';
import type { Link } from '#shared/notification/message.ts';

/** What a person opens first; the rest are for machines and spreadsheets. */
const first = 'report.html';

/** The files of a job: for each a command that fetches it, and a link to the page: links are as long as they are many. */
export const fileLines = ({ output }: Job, links: readonly Link[], bucket: string): readonly string[] => {
  const urls = new Map(links.map(({ name, url }) => [name, url]));
  const all = output.artifacts.toSorted((a, b) => Number(b.name === first) - Number(a.name === first));
  if (all.length === 0) return [];
  const lines = all.flatMap(({ name, bytes, key }) => {
    const url = name === first ? urls.get(name) : undefined;
    return [
      `- ${name} (${size(bytes)})`,
      `  aws s3 cp s3://${bucket}/${key} .`,
      ...(url === undefined ? [] : [`  ${url}`]),
    ];
  });
  const validity = 'The link is good for up to 24 hours; the commands work for as long as the bucket keeps the files.';
  return ['', 'FILES:', ...lines, ...(urls.has(first) ? wrap(validity) : [])];
};
