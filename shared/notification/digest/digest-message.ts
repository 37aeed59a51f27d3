import { counted, wrap } from '../../message/layout.ts';
import { plainSubject } from '../../message/subject.ts';
import type { NamedMessage } from '../message.ts';
import type { Batch, DigestEntry } from './digest-store.ts';

const inSubject = /^Dropforge: /;

const entryLines = ({ subject, bodyKey, jobId }: DigestEntry, link: string, bucket: string): readonly string[] => [
  '',
  ...wrap(subject.replace(inSubject, ''), '  - ', '    '),
  `    Job ${jobId}`,
  `    aws s3 cp s3://${bucket}/${bodyKey} -`,
  `    ${link}`,
];

/**
 * One message for all that waited: a line for each, and where its own text is.
 *
 * @param links presigned URLs of the texts, in the entries' order
 */
export const digestMessage = ({ id, entries }: Batch, links: readonly string[], bucket: string): NamedMessage => {
  const jobs = counted(new Set(entries.map(({ jobId }) => jobId)).size, 'job');
  const lines = [
    ...wrap(`${jobs} of low priority, the oldest first. Each has its whole story in the bucket.`),
    ...entries.flatMap((entry, index) => entryLines(entry, links[index] ?? '', bucket)),
    '',
    ...wrap('The links are good for up to 24 hours, and end earlier if the session of the role that signed them does.'),
    '',
  ];
  return {
    name: `digest-${id}`,
    subject: plainSubject(`Dropforge: digest of ${jobs}`),
    text: lines.join('\n'),
    data: {
      message: 'jobs',
      jobs: entries.map(({ jobId, kind, status, subject }) => ({ jobId, kind, status, subject })),
    },
    attributes: {
      message: 'jobs',
      kind: [...new Set(entries.map(({ kind }) => kind))],
      status: [...new Set(entries.map(({ status }) => status))],
    },
  };
};
