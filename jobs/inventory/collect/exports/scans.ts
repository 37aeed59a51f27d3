import type { DropFile } from '#shared/exports/collect-files.ts';
import type { ExportedResource } from '#shared/exports/resource.ts';
import { scanOfPath } from './place.ts';

/** The files of one scan; `scannedAt` undefined where no path says when it was. */
export type ScanFiles = { readonly scannedAt: string | undefined; readonly files: readonly DropFile[] };

/** The scans of a drop, the oldest first. Files that say no date are read with the latest of those that do. */
export const scansIn = (files: readonly DropFile[]): readonly ScanFiles[] => {
  const found = files.map((file) => ({ file, scan: scanOfPath(file.file) }));
  const undated = found.flatMap(({ file, scan }) => (scan ? [] : [file]));
  const dated = found.flatMap(({ file, scan }) => (scan ? [{ file, ...scan }] : []));
  const scans = [...Map.groupBy(dated, ({ key }) => key).values()]
    .map((of) => ({
      scannedAt: of.reduce((latest, { time }) => (time > latest ? time : latest), ''),
      files: of.map(({ file }) => file),
    }))
    .sort((a, b) => (a.scannedAt < b.scannedAt ? -1 : 1));
  const latest = scans.at(-1);
  if (!latest) return [{ scannedAt: undefined, files: undated }];
  return [...scans.slice(0, -1), { ...latest, files: [...latest.files, ...undated] }];
};

/** When AWS Config last saw a change, if all there is comes from it; clocks may be off, and nothing was seen after `now`. */
export const timeOf = (resources: readonly ExportedResource[], now: string): string => {
  let newest = '';
  for (const { capturedAt } of resources) {
    if (capturedAt === undefined) return now;
    if (capturedAt > newest) newest = capturedAt;
  }
  return newest === '' || newest > now ? now : newest;
};
