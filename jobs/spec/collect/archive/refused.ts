import { PermanentError } from '#shared/pipeline/errors.ts';

/** What is wrong with an archive as a whole, and what to do about it. */
const hints = {
  NOT_A_ZIP: 'Drop the source as a ZIP file, or as a folder of files.',
  ENCRYPTED_ARCHIVE: 'Make the ZIP again without a password: the output is encrypted at rest, and so is the input.',
  TRUNCATED_ARCHIVE: 'Upload it again, and compare its size with the original.',
  DAMAGED_ARCHIVE: 'Test it with `unzip -t`, make it again, and upload that.',
  UNSUPPORTED_COMPRESSION: 'Make the ZIP with Deflate, the usual method of every ZIP tool.',
  ARCHIVE_TOO_LARGE: 'Leave out what is not source (images, packages, build output), or split it by module.',
  TOO_MANY_ENTRIES: 'Leave out packages and build output, or split it by module.',
  ARCHIVE_BOMB: 'Make the ZIP of the source alone, with a usual tool.',
  UNSAFE_PATH:
    'Make the ZIP from within the folder of the source, so that every path is relative and points downwards.',
} as const;

export type Fault = keyof typeof hints;

/** A character that would act on whoever reads a message instead of being read: controls, and those that turn the direction of text. */
const acting = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A path from an archive as a message may show it: short, on one line, with nothing in it that acts. */
export const shown = (path: string): string => {
  const visible = path.replaceAll(acting, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
  return JSON.stringify(visible.length > 120 ? `${visible.slice(0, 117)}…` : visible).replaceAll('\\\\', '\\');
};

/** The archive is not opened. @param what what was found and where, without the archive's name */
export const refused = (fault: Fault, archive: string, what: string): PermanentError =>
  new PermanentError(fault, `${shown(archive)} ${what}.`, hints[fault]);
