import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { specJob } from '#jobs/spec/job.ts';

const module = join(
  import.meta.dirname,
  '..',
  '..',
  'test',
  'fixtures',
  'spec',
  'orders-module',
  'src',
  'Larkspur.Orders',
);

const isLeftOut = (path: string): boolean => /(^|\/)(\.git|node_modules|bin|obj)(\/|$)/.test(path);

/** The files of a folder by their paths, in order. */
const filesIn = async (folder: string): Promise<ReadonlyMap<string, Uint8Array>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : []))
    .filter((path) => !isLeftOut(path))
    .sort();
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))] as const)));
};

/** So many C# files: the orders module over and over, each time in a namespace and with names of its own. */
const copies = async (count: number): Promise<ReadonlyMap<string, Uint8Array>> => {
  const sources = [...(await filesIn(module))].filter(([path]) => path.endsWith('.cs'));
  const files = new Map<string, Uint8Array>();
  for (let copy = 0; files.size < count; copy++) {
    for (const [path, bytes] of sources) {
      if (files.size === count) break;
      const text = Buffer.from(bytes)
        .toString('utf8')
        .replaceAll('Larkspur.Orders', `Larkspur.Orders${copy}`)
        .replaceAll(/\b(Order|Return|Shipment|Discount|Basket|Customer)(?=[A-Z]\w*|s?\b)/g, `$1${copy}`)
        .replaceAll('api/v1', `api/v1/${copy}`);
      files.set(`src/Orders${copy}/${path}`, Buffer.from(text));
    }
  }
  return files;
};

const described = (moduleName: string, descriptions: readonly string[]): string =>
  JSON.stringify({
    moduleName,
    version: '1.0',
    features: descriptions.map((description, at) => ({ id: `F-${at + 1}`, description })),
  });

const features = [
  'Customers place an order for the articles in their basket',
  'Customers return articles and get a refund',
  'The warehouse ships paid orders',
  'The back office grants discount codes',
];

const writeArchive = async (folder: string, files: ReadonlyMap<string, Uint8Array>, descriptor: string) => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'source.zip'), zipSync(Object.fromEntries(files), { level: 1 }));
  await writeFile(join(folder, specJob.descriptorFile), descriptor);
};

/** A module of so many files. */
export const writeCopies = async (folder: string, count: number): Promise<void> =>
  writeArchive(folder, await copies(count), described('Larkspur Orders', features));

/**
 * A ZIP or a folder of somebody's, with the descriptor that lies beside it by its name (`shop.zip`, `shop.json`); without one, with
 * a feature called after each of its folders that holds source.
 */
export const writeGiven = async (folder: string, path: string): Promise<void> => {
  const beside = join(dirname(path), `${basename(path, '.zip')}.json`);
  const descriptor = await readFile(beside, 'utf8').catch(() => undefined);
  if ((await stat(path)).isFile()) {
    await mkdir(folder, { recursive: true });
    await cp(path, join(folder, 'source.zip'));
    await writeFile(join(folder, specJob.descriptorFile), descriptor ?? described(basename(path, '.zip'), features));
    return;
  }
  const files = await filesIn(path);
  const folders = [...new Set([...files.keys()].map((file) => basename(dirname(file))))].filter((name) => name !== '.');
  const names = folders.length > 0 ? folders.slice(0, 20) : [basename(path)];
  await writeArchive(folder, files, descriptor ?? described(basename(path), names));
};
