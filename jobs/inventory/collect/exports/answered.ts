import type { DropFile } from '#shared/exports/collect-files.ts';
import { headed } from '#shared/exports/text.ts';

/** Under this key stands what became of a call that had nothing to show. */
export const answeredKey = 'Dropforge::Answered';

/** What is left of a call in a file that holds no output: the operation, and the code of its error; '' if there was none. */
export type Answered = { readonly operation: string; readonly code: string };

/** Longer than any message of the AWS CLI, and shorter than what is worth reading twice. */
const longest = 4_000;

const refusal = /An error occurred \((\w+)\) when calling the (\w+) operation/;

/** `get-bucket-versioning.assets.json` is of GetBucketVersioning. */
const operationOf = (file: string): string | undefined => {
  const command = /(?:get|list|describe)(?:-[a-z]+)+/.exec(file.slice(file.lastIndexOf('/') + 1))?.[0];
  return command?.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
};

const answeredIn = (text: string, file: string): Answered | undefined => {
  const [, code, operation] = refusal.exec(text) ?? [];
  if (code !== undefined && operation !== undefined) return { operation, code };
  const named = /^\s*\{\s*\}\s*$/.test(text) ? operationOf(file) : undefined;
  return named === undefined ? undefined : { operation: named, code: '' };
};

/**
 * The file, or what it tells besides output: that a bucket has no policy is an error of `get-bucket-policy`, and that it
 * never had versions an empty object. `isKnown` says of which operations either means something.
 */
export const withAnswers = (drop: DropFile, isKnown: (operation: string) => boolean): DropFile => {
  if (drop.bytes === 0 || drop.bytes > longest) return drop;
  return {
    ...drop,
    async open() {
      const { head, bytes } = await headed(await drop.open(), longest);
      const answered = answeredIn(Buffer.from(head).toString('utf8'), drop.file);
      if (!answered || !isKnown(answered.operation)) return bytes;
      const text = JSON.stringify({ [answeredKey]: answered });
      return (async function* () {
        yield Buffer.from(text);
      })();
    },
  };
};
