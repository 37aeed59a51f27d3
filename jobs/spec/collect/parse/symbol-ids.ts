/** Ids of the symbols of one file: `<path>#<qualified name>`, `~2`, `~3` … for overloads in the order in which they are asked for. */
export const symbolIds = (path: string): ((qualifiedName: string) => string) => {
  const seen = new Map<string, number>();
  return (qualifiedName) => {
    const nth = (seen.get(qualifiedName) ?? 0) + 1;
    seen.set(qualifiedName, nth);
    return `${path}#${qualifiedName}${nth > 1 ? `~${nth}` : ''}`;
  };
};
