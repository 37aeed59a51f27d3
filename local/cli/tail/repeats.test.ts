import { withoutRepeats } from './repeats.ts';

const told = (...lines: readonly string[]): string[] => {
  const printed: string[] = [];
  const story = withoutRepeats((line) => printed.push(line));
  for (const line of lines) story.tell(line);
  story.end();
  return printed;
};

describe('Lines that say the same', () => {
  it('are told once, and then as a number', () => {
    expect(
      told(
        '03:04:05.001  intake  received  Object Created',
        '03:04:05.002  intake  received  Object Created',
        '03:04:05.900  intake  received  Object Created',
        '03:04:06.000  intake  completed  Object Created',
      ),
    ).toEqual([
      '03:04:05.001  intake  received  Object Created',
      '              … 2 more like it',
      '03:04:06.000  intake  completed  Object Created',
    ]);
  });

  it('are told as a number at the end, too', () => {
    expect(told('03:04:05.001  a', '03:04:05.002  a')).toEqual(['03:04:05.001  a', '              … 1 more like it']);
  });

  it('are apart if anything but their time differs', () => {
    const lines = ['03:04:05.001  intake  12 ms', '03:04:05.001  intake  13 ms', '03:04:05.001  intake  12 ms'];
    expect(told(...lines)).toEqual(lines);
  });
});
