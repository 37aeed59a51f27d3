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

/** `<before><name><after>`, printable: a long name gives way to what stands around it. */
export const subjectAround = (before: string, name: string, after: string): string => {
  const [lead, middle, rest] = [printable(`${before}|`).slice(0, -1), printable(name), printable(`|${after}`).slice(1)];
  const room = Math.max(limit - lead.length - rest.length, shortestFolder);
  return shorten(`${lead}${shorten(middle, room)}${rest}`, limit);
};

/** `Dropforge: <folder> - <outcome>`. */
export const subjectLine = (folder: string, outcome: string): string =>
  subjectAround('Dropforge: ', folder, ` - ${outcome}`);
