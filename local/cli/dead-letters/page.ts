import type { Job } from '#schemas/job.ts';
import { counted } from '#shared/message/layout.ts';
import { columns } from '../show.ts';
import { paint, plain, type Sink } from '../terminal.ts';
import { type Letter, parsedBody } from './letter.ts';
import type { Listed } from './list-letters.ts';

const units = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
] as const;

/** `3 d`, `5 h`, `12 min`, `40 s`: how old a letter is. */
export const ageOf = ({ sentAt }: Pick<Letter, 'sentAt'>, now: Date): string => {
  const age = Math.max(0, Math.round((now.getTime() - Date.parse(sentAt)) / 1000));
  const unit = units.find(({ seconds }) => age >= seconds);
  return unit ? `${Math.floor(age / unit.seconds)} ${unit.name}` : `${age} s`;
};

const heading = ['letter', 'queue', 'reason', 'job', 'event', 'age', 'receives', 'message'] as const;

const row = (letter: Letter, now: Date): readonly string[] => [
  letter.id,
  letter.queue,
  plain(letter.reason),
  plain(letter.jobId ?? '-'),
  plain(letter.eventType ?? '-'),
  ageOf(letter, now),
  String(letter.receives),
  plain(letter.message).replaceAll('\n', ' '),
];

/** What there is besides what is shown; empty if that is all. */
const rest = ({ queue, letters, lying, inHand }: Listed): readonly string[] => {
  const besides = Math.max(0, lying - letters.length);
  return [
    ...(besides > 0 ? [`${queue}: about ${counted(besides, 'letter')} besides; --limit shows more.`] : []),
    ...(inHand > 0 ? [`${queue}: about ${counted(inHand, 'letter')} in somebody's hands at the moment.`] : []),
  ];
};

/** The letters of all queues, oldest first, and what there is besides. */
export const letterTable = (listed: readonly Listed[], now: Date): string => {
  const letters = listed.flatMap((each) => each.letters).toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const table = letters.length > 0 ? columns([heading, ...letters.map((letter) => row(letter, now))]) : [];
  return [...table, ...listed.flatMap(rest), ''].join('\n');
};

/** A body as a person reads it; what is no JSON as it is. */
const pretty = (body: string): string => {
  const json = parsedBody(body);
  return json === undefined ? body : JSON.stringify(json, null, 2);
};

const statusOf = (letter: Letter, job: Job | undefined): string => {
  if (letter.jobId === undefined) return 'none is named';
  if (!job) return `${letter.jobId}, of which there is no record`;
  const why = job.error ? `: ${job.error.code}, ${job.error.recoverable ? 'recoverable' : 'for good'}` : '';
  return `${job.jobId}, a ${job.kind}, ${job.status} at the ${job.stage}${why}`;
};

/** One letter for a person: why it died, its job, its attributes and the whole of it. */
export const letterPage = (to: Sink, letter: Letter, job: Job | undefined, now: Date): string =>
  [
    `${paint(to, 'red', plain(letter.reason))}: ${plain(letter.message)}`,
    ...columns([
      ['  letter', letter.id],
      ['  queue', `${letter.queue}${letter.stage ? `, on the way to the ${letter.stage}` : ''}`],
      ['  event', plain(letter.eventType ?? '-')],
      ['  sent', `${letter.sentAt}, ${ageOf(letter, now)} ago; received ${counted(letter.receives, 'time')}`],
      ['  job', plain(statusOf(letter, job))],
    ]),
    '',
    ...columns(Object.entries(letter.attributes).map(([name, value]) => [`  ${plain(name)}`, plain(value)])),
    '',
    plain(pretty(letter.body)),
    '',
  ].join('\n');
