/** SNS wants less than 100 characters of ASCII without line breaks or control characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const limit = 99;
const shortestFolder = 12;

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
};

/** Printable ASCII: accents are taken off, a few letters spelled out, line breaks made spaces, anything else `?`. */
export const printable = (text: string): string =>
  [...text.normalize('NFKD').replace(/\p{M}+/gu, '')]
    .map((letter) => letters[letter] ?? (/\s|\p{Cc}/u.test(letter) ? ' ' : letter))
    .join('')
    .replace(/[^\x20-\x7e]/gu, '?')
    .replace(/ {2,}/g, ' ')
    .trim();

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(length - 3, 0))}...`;

/** Any text as a subject. */
export const plainSubject = (text: string): string => shorten(printable(text), limit);

/** `Dropforge: <folder> - <outcome>`: a long folder name gives way to the outcome. */
export const subjectLine = (folder: string, outcome: string): string => {
  const [name, result] = [printable(folder), printable(outcome)];
  const frame = 'Dropforge:  - '.length;
  const room = Math.max(limit - frame - result.length, shortestFolder);
  return shorten(`Dropforge: ${shorten(name, room)} - ${result}`, limit);
};
