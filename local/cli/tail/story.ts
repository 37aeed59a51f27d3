import { type Colour, paint, plain, type Sink } from '../terminal.ts';
import { type Entry, entryOf, type LogLine, timeOf } from './line.ts';

/** What Lambda itself prints around an invocation, metrics, and requests that the API tells of itself: no part of the story. */
const isNoise = ({ stage, text }: LogLine, entry: Entry | undefined): boolean =>
  text.trim() === '' ||
  (stage === 'api-gateway' && Number(entry?.status) < 400) ||
  /^(START|END|REPORT|INIT_START|XRAY) /.test(text) ||
  (entry !== undefined && ('_aws' in entry || String(entry.type ?? '').startsWith('platform.')));

const decisionColours: Readonly<Record<string, Colour>> = {
  received: 'dim',
  completed: 'green',
  ignored: 'dim',
  postponed: 'yellow',
  retrying: 'yellow',
  failed: 'red',
  'dead-lettered': 'red',
};

const levelColours: Readonly<Record<string, Colour>> = { WARN: 'yellow', ERROR: 'red', FATAL: 'red', CRITICAL: 'red' };

/** Untrusted text without control characters, and without what would have a terminal write in another direction. */
const harmless = (text: string): string => plain(text).replaceAll(/[\u2028-\u202e\u2066-\u2069]/g, '�');

const oneLine = (text: string): string => harmless(text).replaceAll(/\s+/g, ' ');

/** What of a line's fields is said in words, in this order. */
const said: readonly (readonly [field: string, words: (value: string) => string])[] = [
  ['received', (times) => (times === '1' ? '' : `delivery ${times}`)],
  ['attempt', (attempt) => (attempt === '1' ? '' : `attempt ${attempt}`)],
  ['why', (why) => `because: ${why}`],
  ['reason', (reason) => reason],
  ['error', (error) => error],
  ['seconds', (seconds) => `back in ${seconds} s`],
  ['ms', (ms) => `${ms} ms`],
  ['status', (status) => (/^\d+$/.test(status) ? `answered ${status}` : `job ${status.toLowerCase()}`)],
  ['folder', (folder) => `drops/${folder}`],
  ['part', (part) => `part ${part}`],
  ['missing', (missing) => `${missing} missing`],
  ['operation', (operation) => operation],
];

const words = (entry: Entry): string =>
  said
    .flatMap(([field, tell]) => {
      const value = entry[field];
      return typeof value === 'string' || typeof value === 'number' ? [tell(String(value))] : [];
    })
    .filter(Boolean)
    .join(', ');

/** What a line tells: of a delivery its event and what was decided, of any other its message. */
const tale = (entry: Entry): string => {
  const rest = words(entry);
  const subject = entry.code !== undefined && entry.event !== undefined ? entry.event : (entry.message ?? '');
  return [subject, rest].filter(Boolean).join(': ');
};

const decisionOf = ({ code, decision, level = '' }: Entry): string => {
  if (decision !== undefined) return decision;
  if (code === 'EVENT_RECEIVED') return 'received';
  return level in levelColours ? level.toLowerCase() : '';
};

const stageWidth = 'collector'.length;
const decisionWidth = 'dead-lettered'.length;
/** Enough to tell jobs apart by eye; the whole id where there is room. */
const shortId = 8;
const roomForIds = 120;

/**
 * A line of the log for a person: when, which stage, what was decided, which job, and what of it. Undefined for what is no
 * part of the story. @param withJob false where all lines are of one job
 */
export const storyLine = (to: Sink, line: LogLine, withJob = true): string | undefined => {
  const entry = entryOf(line);
  if (isNoise(line, entry)) return undefined;
  const { jobId = '', level = '' } = entry ?? {};
  const at = timeOf(line);
  const time = (at === undefined ? '' : new Date(at).toISOString().slice(11, 23)).padEnd(12);
  const decision = entry ? decisionOf(entry) : '';
  const width = to.tty ? to.columns() : Number.POSITIVE_INFINITY;
  const id = oneLine(width >= roomForIds ? jobId.slice(0, 36) : jobId.slice(-shortId));
  const job = withJob ? [id.padEnd(width >= roomForIds ? 36 : shortId)] : [];
  const lead = [time, oneLine(line.stage).padEnd(stageWidth), oneLine(decision).padEnd(decisionWidth), ...job].join(
    '  ',
  );
  const text = oneLine(entry ? tale(entry) : line.text);
  const colour = decisionColours[decision] ?? levelColours[level];
  const whole = `${lead}  ${text}`.trimEnd();
  return colour === undefined ? whole : paint(to, colour, whole);
};

/** A line as JSON: as it was written if it is a JSON object, wrapped in one if not. */
export const jsonLine = (line: LogLine): string => {
  const text = entryOf(line) ? line.text : JSON.stringify({ stage: line.stage, message: line.text });
  return harmless(text).replaceAll('\n', ' ');
};
