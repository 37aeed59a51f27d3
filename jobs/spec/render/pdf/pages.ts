/** How many pages a PDF of our compiler has: it writes the object of each page as plain text, a key a line. */
export const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/^\s*\/Type \/Page$/gm)?.length ?? 0;
