/** The reference tokens of an RFC 6901 JSON pointer. */
export const tokensOf = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

export const pointerTo = (tokens: readonly (string | number)[]): string =>
  tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A pointer and those of all that it lies in, but the whole document. */
export const outwards = (pointer: string): string[] => {
  const tokens = tokensOf(pointer);
  return tokens.map((_, at) => pointerTo(tokens.slice(0, at + 1))).toReversed();
};
