import { Refusal } from './refusal.ts';

/** A form up to its file, which is still to be read. */
export type Form = {
  /** By their names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** Throws a `Refusal` if the form ends before its file does. */
  readonly file: AsyncIterable<Buffer>;
};

/** In bytes, all that comes before the file. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
const maximumFields = 20 * 1024;

const malformed = (): Refusal =>
  new Refusal('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');

/** https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1 */
const boundaryOf = (contentType: string): string => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return boundary;
};

/** Reads a stream up to marks in it, never holding more of it than a chunk and a mark. */
const createReader = (source: AsyncIterable<Buffer>) => {
  const chunks = source[Symbol.asyncIterator]();
  // As if a line had ended before the first boundary, which then looks like all others.
  let held = Buffer.from('\r\n');
  let taken = 0;

  const more = async (): Promise<void> => {
    const { value, done } = await chunks.next();
    if (done === true) throw malformed();
    held = Buffer.concat([held, value]);
  };

  async function* upTo(mark: string): AsyncGenerator<Buffer> {
    for (;;) {
      const at = held.indexOf(mark);
      const safe = at >= 0 ? at : held.length - mark.length + 1;
      if (safe > 0) yield held.subarray(0, safe);
      held = held.subarray(Math.max(0, safe) + (at >= 0 ? mark.length : 0));
      if (at >= 0) return;
      await more();
    }
  }

  return {
    /** What comes before the mark, piece by piece; then the mark is passed. */
    upTo,
    /** The same as text, of which a form has only so much. */
    text: async (mark: string): Promise<string> => {
      const parts: Buffer[] = [];
      for await (const part of upTo(mark)) {
        taken += part.length;
        if (taken > maximumFields)
          throw new Refusal(
            'MaxPostPreDataLengthExceeded',
            'Your POST request fields preceding the upload file were too large.',
          );
        parts.push(Buffer.from(part));
      }
      return Buffer.concat(parts).toString('utf8');
    },
  };
};

type Part = { readonly name: string; readonly fileName: string | undefined };

const partOf = (headers: string): Part => {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? '';
  const parameter = (name: string) =>
    new RegExp(`(?:^|[;\\s])${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition)?.[1];
  const name = parameter('name');
  if (name === undefined) throw malformed();
  return { name: name.toLowerCase(), fileName: parameter('filename') };
};

/**
 * Reads a form (multipart/form-data) up to its field `file`, which S3 takes as the last one. Throws a `Refusal` for one that
 * is malformed, has a field twice, more than 20 KB of fields, or no file.
 */
export const readForm = async (source: AsyncIterable<Buffer>, contentType: string): Promise<Form> => {
  const delimiter = `\r\n--${boundaryOf(contentType)}`;
  const reader = createReader(source);
  const fields = new Map<string, string>();
  await reader.text(delimiter);
  // A boundary is followed by the end of its line, or by two hyphens after the last part.
  while ((await reader.text('\r\n')).trim() === '') {
    const { name, fileName } = partOf(await reader.text('\r\n\r\n'));
    if (name === 'file') return { fields, fileName: fileName ?? '', file: reader.upTo(delimiter) };
    if (fields.has(name)) throw malformed();
    fields.set(name, await reader.text(delimiter));
  }
  throw new Refusal('InvalidArgument', 'POST requires exactly one file upload per request.');
};
