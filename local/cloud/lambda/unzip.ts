import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type Unzipped, unzip } from 'fflate';

const entries = (bytes: Uint8Array): Promise<Unzipped> =>
  new Promise((done, failed) => unzip(bytes, (error, files) => (error ? failed(error) : done(files))));

const placeFor = (dir: string, name: string): string => {
  const place = resolve(dir, name);
  if (!place.startsWith(dir + sep)) throw new Error(`The ZIP has an entry outside of itself: ${name}`);
  return place;
};

const write = async (dir: string, files: Unzipped): Promise<void> => {
  await mkdir(dir, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const place = placeFor(dir, name);
    if (name.endsWith('/')) continue;
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
};

/**
 * Unpacks a function's ZIP beside it, once for each version of the file, and returns the folder. Another process may do the
 * same at the same time: whoever is first puts the whole folder in its place. Throws for an entry outside the folder.
 */
export const unpacked = async (zip: string): Promise<string> => {
  const { size, mtimeMs } = await stat(zip);
  const dir = resolve(`${zip}.${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}`);
  if (existsSync(dir)) return dir;
  const partial = `${dir}.${process.pid}.partial`;
  try {
    await write(partial, await entries(await readFile(zip)));
    await rename(partial, dir);
  } catch (error) {
    if (!existsSync(dir)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return dir;
};

/** The module a `path/to/file.export` handler names, in an unpacked function, and the name of its export. */
export const handlerModule = (dir: string, handler: string): { readonly file: string; readonly exportName: string } => {
  const dot = handler.lastIndexOf('.');
  const path = placeFor(resolve(dir), handler.slice(0, dot));
  const file = ['.mjs', '.js', '.cjs'].map((extension) => path + extension).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`The package has no module ${join('.', handler.slice(0, dot))}`);
  return { file, exportName: handler.slice(dot + 1) };
};
