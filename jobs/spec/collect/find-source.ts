import { createHash } from 'node:crypto';
import type { Source } from '#schemas/spec/source.ts';
import type { ObjectStore } from '#shared/aws/object-store.ts';
import type { DropFile } from '#shared/exports/collect-files.ts';
import { type Drop, fileOf, filesOf } from '#shared/exports/drop-files.ts';
import { PermanentError } from '#shared/pipeline/errors.ts';
import { specJob } from '../job.ts';
import { openArchive } from './archive/open-archive.ts';
import { refused, shown } from './archive/refused.ts';
import { normalPath, pathKey, unsafety } from './archive/safe-path.ts';
import { bytesOf } from './object-bytes.ts';
import type { Found, FoundFile, LeftOut } from './source-files.ts';

const { limits, descriptorFile } = specJob;

/** `identity` is to be asked for once all has been read. */
export type FoundSource = Found & { readonly name: string; readonly identity: () => Source['archive'] };

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const isZip = ({ file }: DropFile): boolean => /\.zip$/i.test(file);
const isAtTop = ({ file }: DropFile): boolean => !file.includes('/');

/** The archives of a drop: at its top, or, where there is nothing but archives, wherever they are. */
const archivesOf = (files: readonly DropFile[]): readonly DropFile[] => {
  const zips = files.filter(isZip);
  const atTop = zips.filter(isAtTop);
  return atTop.length > 0 || zips.length < files.length ? atTop : zips;
};

const fromArchive = async (
  drop: Drop,
  { file, bytes: listed }: DropFile,
  inputs: ObjectStore,
): Promise<FoundSource> => {
  const tooLarge = () => refused('ARCHIVE_TOO_LARGE', file, `is larger than ${limits.archiveBytes / 1024 / 1024} MB`);
  if (listed > limits.archiveBytes) throw tooLarge();
  const object = drop.objects.find(({ key }) => fileOf(key, drop.prefix) === file) ?? { key: drop.prefix + file };
  const bytes = await bytesOf(inputs, object, limits.archiveBytes);
  if (!bytes) throw tooLarge();
  const name = file.slice(file.lastIndexOf('/') + 1);
  const identity = { name, bytes: bytes.length, sha256: sha256(bytes) };
  return { ...(await openArchive(bytes, name)), name, identity: () => identity };
};

const nameOf = (prefix: string): string => prefix.split('/').filter(Boolean).at(-1) ?? 'source';

/** A folder has no bytes of its own: it is told from others by what it lists and by what was read of it. */
const fromFolder = (drop: Drop, files: readonly DropFile[], inputs: ObjectStore): FoundSource => {
  const name = nameOf(drop.prefix);
  const found: FoundFile[] = [];
  const leftOut: LeftOut[] = [];
  const first = new Map<string, string>();
  const objects = new Map(drop.objects.map((object) => [fileOf(object.key, drop.prefix), object]));
  const digests = new Map<string, string>();
  for (const { file, bytes } of files) {
    const path = normalPath(file);
    const unsafe = unsafety(file) ?? unsafety(path);
    if (unsafe) throw refused('UNSAFE_PATH', name, `holds the path ${shown(file)}, which ${unsafe}`);
    const twin = first.get(pathKey(path));
    digests.set(path, String(bytes));
    if (twin !== undefined) {
      leftOut.push({ path, bytes, reason: `differs from ${twin} in nothing but case` });
      continue;
    }
    first.set(pathKey(path), path);
    const read = async () => {
      const content = await bytesOf(inputs, objects.get(file) ?? { key: drop.prefix + file }, limits.fileBytes);
      if (!content) throw new Error('A file of the drop grew while it was read');
      digests.set(path, sha256(content));
      return content;
    };
    found.push({ path, bytes, read });
  }
  const identity = () => ({
    name,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    sha256: sha256([...digests].map((line) => line.join(' ')).join('\n')),
  });
  return { files: found, leftOut, warnings: [], name, identity };
};

/**
 * The source of a drop: the one ZIP in it or, where there is none, the files of the drop itself. Throws `PermanentError` SEVERAL_ARCHIVES,
 * NO_SOURCE, UNSAFE_PATH, and what opening an archive throws.
 */
export const findSource = async (drop: Drop, inputs: ObjectStore): Promise<FoundSource> => {
  const files = filesOf(drop, inputs).filter(({ file }) => file !== descriptorFile);
  const archives = archivesOf(files);
  const [archive, ...others] = archives;
  if (others.length > 0) {
    const names = archives.slice(0, 10).map(({ file }) => shown(file));
    throw new PermanentError(
      'SEVERAL_ARCHIVES',
      `${shown(drop.prefix)} holds ${archives.length} ZIP files: ${names.join(', ')}.`,
      'Leave one ZIP beside descriptor.json; each module gets a drop of its own.',
    );
  }
  if (!archive) return fromFolder(drop, files, inputs);
  const found = await fromArchive(drop, archive, inputs);
  const beside = files.length - 1;
  if (beside === 0) return found;
  const warning = `${beside} file(s) beside the archive were not read.`;
  return { ...found, warnings: [...found.warnings, warning] };
};
