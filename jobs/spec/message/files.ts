import type { Job } from '#schemas/job.ts';
import { size, wrap } from '#shared/message/layout.ts';
import type { Link } from '#shared/notification/message.ts';

/** What people open, in this order; the rest is for machines, and has a command only: links are as long as they are many. */
const read = ['specification.pdf', 'specification.md', 'report.html'];

const validity =
  'The links are good for up to 24 hours, and end earlier if the session of the role that signed them does. The commands work for as long as the bucket keeps the files.';

const rank = (name: string): number => (read.includes(name) ? read.indexOf(name) : read.length);

/** A job's files in the order people open them. */
export const specificationFirst = (artifacts: Job['output']['artifacts']): Job['output']['artifacts'] =>
  artifacts.toSorted((a, b) => rank(a.name) - rank(b.name));

/** For each file a command that fetches it, and for those people read a link. */
export const fileLines = ({ output }: Job, links: readonly Link[], bucket: string): readonly string[] => {
  const urls = new Map(links.filter(({ name }) => read.includes(name)).map(({ name, url }) => [name, url]));
  const lines = specificationFirst(output.artifacts).flatMap(({ name, bytes, key }) => {
    const url = urls.get(name);
    return [
      `- ${name} (${size(bytes)})`,
      `  aws s3 cp s3://${bucket}/${key} .`,
      ...(url === undefined ? [] : [`  ${url}`]),
    ];
  });
  if (lines.length === 0) return [];
  return ['', 'FILES:', ...lines, ...(urls.size > 0 ? ['', ...wrap(validity)] : [])];
};
