/** Who did what, when. `about` are the jobs, folders and messages it was about. */
export type Entry = { readonly at: number; readonly who: string; readonly what: string; readonly about: string };

export type Trace = {
  readonly entries: readonly Entry[];
  add(who: string, what: string, about?: string): void;
};

export const trace = (now: () => number): Trace => {
  const entries: Entry[] = [];
  return { entries, add: (who, what, about = '') => void entries.push({ at: now(), who, what, about }) };
};

const clock = (ms: number): string => {
  const parts = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${String(ms % 1000).padStart(3, '0')}`;
};

/** What of a message or a log line tells the story. */
const telling = [
  'detail-type',
  'jobId',
  'stage',
  'status',
  'error',
  'reason',
  'why',
  'folder',
  'prefix',
  'key',
  'part',
  'seconds',
];

const inWords = (about: string): string => {
  if (!about.startsWith('{')) return about;
  const facts = telling.flatMap((name) => {
    const value = new RegExp(`"${name}":("[^"]*"|[^,}\\]]+)`).exec(about)?.[1];
    return value === undefined || value.startsWith('{') ? [] : [`${name} ${value.replaceAll('"', '')}`];
  });
  return facts.join(', ');
};

/** Entries as text, a line each. @param start when the world began */
export const told = (entries: readonly Entry[], start: number): string[] =>
  entries.map(({ at, who, what, about }) => {
    const words = inWords(about);
    return `${clock(at - start)}  ${who.padEnd(14)} ${what}${words && `  [${words}]`}`.slice(0, 240);
  });
