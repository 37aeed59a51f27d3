import {
  type DeleteObjectCommand,
  type DeleteObjectCommandInput,
  type GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { objectStore } from './object-store.ts';

type Version = Pick<HeadObjectCommandOutput, 'ETag' | 'VersionId'> & { readonly LastModified: Date };

const version = (id: string, time: string): Version => ({
  ETag: `"${id}"`,
  VersionId: id,
  LastModified: new Date(`2026-01-02T${time}Z`),
});

/** A versioned bucket with one key, its versions from the oldest on. */
const aBucket = (...versions: Version[]) => {
  const send = async (command: HeadObjectCommand | DeleteObjectCommand) => {
    if (command instanceof HeadObjectCommand) {
      const last = versions.at(-1);
      if (last) return last;
      throw Object.assign(new Error('NotFound'), { name: 'NotFound' });
    }
    const { VersionId }: DeleteObjectCommandInput = command.input;
    versions.splice(
      versions.findIndex((each) => each.VersionId === VersionId),
      1,
    );
    return {};
  };
  return { versions, store: objectStore({ send } as unknown as S3Client, 'input') };
};

const [first, second, third] = [version('1', '03:00:00'), version('2', '03:00:10'), version('3', '03:05:00')];

describe('An object that was taken is deleted', () => {
  it('with the versions that it had replaced', async () => {
    const { versions, store } = aBucket(first, second);
    expect(await store.deleteIfUnchanged('a', '"2"')).toBe(true);
    expect(versions).toEqual([]);
  });

  it('as far as whoever began it has left versions that came to light', async () => {
    const { versions, store } = aBucket(first);
    expect(await store.deleteIfUnchanged('a', '"2"', '2026-01-02T03:01:00.000Z')).toBe(true);
    expect(versions).toEqual([]);
  });
});

describe('An object is read', () => {
  it('as it was listed, or not at all', async () => {
    const heard: unknown[] = [];
    const send = async ({ input }: GetObjectCommand) => {
      heard.push(input);
      throw Object.assign(new Error('replaced'), { name: 'PreconditionFailed' });
    };
    const store = objectStore({ send } as unknown as S3Client, 'input');
    await expect(store.open('a', '"1"')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(heard).toEqual([{ Bucket: 'input', Key: 'a', IfMatch: '"1"' }]);
  });
});

describe('An object is left alone', () => {
  it('that has replaced what was taken', async () => {
    const { versions, store } = aBucket(first, second, third);
    expect(await store.deleteIfUnchanged('a', '"2"', '2026-01-02T03:01:00.000Z')).toBe(false);
    expect(versions).toHaveLength(3);
  });

  it('whose age nobody asked for', async () => {
    const { versions, store } = aBucket(first);
    expect(await store.deleteIfUnchanged('a', '"2"')).toBe(false);
    expect(versions).toEqual([first]);
  });
});
