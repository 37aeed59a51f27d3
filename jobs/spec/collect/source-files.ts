/** A file of the source before anything is known of it, from an archive or a folder. `bytes` is what a listing says of it. */
export type FoundFile = {
  readonly path: string;
  readonly bytes: number;
  /** Its bytes, never more than `limits.fileBytes`. Throws `PermanentError` where they are not what the listing says. */
  readonly read: () => Promise<Buffer>;
};

/** A file that is not read, and why. */
export type LeftOut = { readonly path: string; readonly bytes: number; readonly reason: string };

/** What lies in an archive or a folder. Paths are safe, relative, with forward slashes, and differ in more than case. */
export type Found = {
  readonly files: readonly FoundFile[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly string[];
};
