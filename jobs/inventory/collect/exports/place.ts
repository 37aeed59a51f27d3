import type { Place } from '#shared/exports/collect-files.ts';

const account = /(?<!\d)\d{12}(?!\d)/;
const region =
  /(?<![a-z])[a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d(?!\d)/;

/** Folders first, the innermost before the others, the file's own name last: a file may be called after a bucket. */
const segmentsOf = (file: string): readonly string[] => {
  const [name = '', ...folders] = file.split('/').reverse();
  return [...folders, name];
};

const firstOf = (file: string, shape: RegExp): string | undefined => {
  for (const segment of segmentsOf(file)) {
    const found = shape.exec(segment)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Where and whose a file's resources are as its path says: `111122223333/eu-west-1/describe-volumes.json`. */
export const placeOfPath = (file: string): Place => {
  const found = { account: firstOf(file, account), region: firstOf(file, region) };
  return {
    ...(found.account === undefined ? {} : { account: found.account }),
    ...(found.region === undefined ? {} : { region: found.region }),
  };
};

/** `2026-11-20`, `2026-11-20T02-00-00Z`, `2026-11-20_0200`: colons cannot stand in the name of a folder everywhere. */
const day = /^(\d{4}-\d{2}-\d{2})(?:[T_ ](\d{2})[-:.]?(\d{2})(?:[-:.]?(\d{2}))?(?:\.\d+)?Z?)?$/i;

/** The names AWS Config gives to what it delivers. https://docs.aws.amazon.com/config/latest/developerguide/view-cli-subscribe.html */
const snapshot = /_ConfigSnapshot_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z[_.]/;

const instant = (date: string, hours = '00', minutes = '00', seconds = '00'): string | undefined => {
  const text = `${date}T${hours}:${minutes}:${seconds}.000Z`;
  return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
};

/** The scan a file belongs to: files of the same `key` are of one, which was at the latest of their times. */
export type ScanOfFile = { readonly key: string; readonly time: string };

/** As the path says it; undefined if it says none. */
export const scanOfPath = (file: string): ScanOfFile | undefined => {
  const [name = '', ...folders] = file.split('/').reverse();
  for (const folder of folders.reverse()) {
    const [, date, hours, minutes, seconds] = day.exec(folder) ?? [];
    const time = date === undefined ? undefined : instant(date, hours, minutes, seconds);
    if (time !== undefined) return { key: time, time };
  }
  const [, year, month, date, hours, minutes, seconds] = snapshot.exec(name) ?? [];
  const time = year === undefined ? undefined : instant(`${year}-${month}-${date}`, hours, minutes, seconds);
  // Regions deliver theirs at different minutes: those of one day are one scan.
  return time === undefined ? undefined : { key: time.slice(0, 10), time };
};
