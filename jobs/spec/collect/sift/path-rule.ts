/** A path, from the folder that all files share downwards, that is left out, and why. */
export type PathRule = { readonly pattern: RegExp; readonly reason: string };
