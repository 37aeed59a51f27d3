import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { ArtifactStore } from '#shared/aws/artifact-store.ts';

/** A bucket whose objects are the files of a folder: what a stage costs without S3. */
export const folderStore = (folder: string): ArtifactStore => ({
  bucket: folder,
  async *list(prefix) {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const keys = found
      .filter((each) => each.isFile())
      .map((each) => relative(folder, join(each.parentPath, each.name)));
    for (const key of keys.filter((each) => each.startsWith(prefix)).sort()) {
      yield {
        key,
        bytes: (await stat(join(folder, key))).size,
        etag: '"bench"',
        lastModified: '2026-01-01T00:00:00.000Z',
      };
    }
  },
  open: async (key) => createReadStream(join(folder, key)),
  copy: async () => undefined,
  deleteIfUnchanged: async () => true,
  async put(key, body, contentType) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: key.slice(key.lastIndexOf('/') + 1), key, bytes: bytes.byteLength, sha256, contentType };
  },
  readText: (key) => readFile(join(folder, key), 'utf8'),
});
