/** The words of an expression of DynamoDB's, read from the left. Throws for a character that is in none. */
export type Tokens = {
  /** The next word, not taken yet; undefined at the end. */
  readonly next: string | undefined;
  take(): string;
  /** Takes the word if it comes next. */
  takes(word: string): boolean;
  expect(word: string): void;
};

const word = /\s*(?:([#:]?[A-Za-z_]\w*)|(<>|<=|>=|[=<>(),.+]))/y;

export const tokensOf = (text: string): Tokens => {
  const words: string[] = [];
  word.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = word.lastIndex) {
    const found = word.exec(text);
    if (!found) throw new Error(`The simulated DynamoDB does not understand "${text.slice(end)}" of "${text}"`);
    words.push(found[1] ?? found[2] ?? '');
  }
  let index = 0;
  const take = () => {
    const taken = words[index++];
    if (taken === undefined) throw new Error(`"${text}" ends too early`);
    return taken;
  };
  return {
    get next() {
      return words[index];
    },
    take,
    takes(expected) {
      if (words[index] !== expected) return false;
      index += 1;
      return true;
    },
    expect(expected) {
      const taken = take();
      if (taken !== expected) throw new Error(`"${text}" has "${taken}" where "${expected}" is expected`);
    },
  };
};
