const time = /\d{2}:\d{2}:\d{2}\.\d{3}/;

/** Prints lines of the story; such as say the same as the one before, but for their time, are counted and told as a number. */
export const withoutRepeats = (print: (line: string) => void) => {
  let last: string | undefined;
  let repeats = 0;

  const tellRepeats = (): void => {
    if (repeats > 0) print(`${' '.repeat('00:00:00.000'.length)}  … ${repeats} more like it`);
    repeats = 0;
  };

  return {
    tell(line: string): void {
      const said = line.replace(time, '');
      if (said === last) {
        repeats += 1;
        return;
      }
      tellRepeats();
      last = said;
      print(line);
    },
    end: tellRepeats,
  };
};
