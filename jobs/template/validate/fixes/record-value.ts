import { isIPv4, isIPv6 } from 'node:net';
import { valueAt } from '../document/json-patch.ts';
import type { Fixer } from './fix.ts';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat */
const longest = 255;

type Repair = (value: string) => string | undefined;

const unspaced =
  (is: (text: string) => boolean): Repair =>
  (value) => {
    const text = value.replaceAll(/\s+/g, '');
    return is(text) ? text : undefined;
  };

/** One string of more than 255 characters, as several: resolvers join them again. */
const inPieces: Repair = (value) => {
  const strings = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
  if (strings.join('""').length + 2 !== value.trim().replaceAll(/"\s+"/g, '""').length) return undefined;
  if (strings.length === 0 || strings.some((text) => text.includes('\\'))) return undefined;
  const pieces = strings.flatMap((text) => text.match(new RegExp(`.{1,${longest}}`, 'gs')) ?? ['']);
  return pieces.map((piece) => `"${piece}"`).join(' ');
};

/** `0 issue amazon.com` */
const quotedTag: Repair = (value) => {
  const [, flag, tag, name] = /^(0|128) (issue|issuewild|iodef) ([^"]+)$/.exec(value.trim()) ?? [];
  return name === undefined ? undefined : `${flag} ${tag} "${name.trim()}"`;
};

/** By what the engine says of the value: what may stand there, if it is the same but for how it is written. */
const repairs: readonly { readonly said: RegExp; readonly repair: Repair }[] = [
  { said: /is not a valid IPv4 address/, repair: unspaced(isIPv4) },
  { said: /is not a valid IPv6 address/, repair: unspaced(isIPv6) },
  { said: /^TXT record value .* (exceeds|must|is longer)/s, repair: inPieces },
  { said: /^CAA record value/, repair: quotedTag },
];

export const recordValue: Fixer = {
  name: 'record-value',
  mends: "A DNS record's value that is right but for blanks, quotes or the length of its strings",
  rules: ['E3023'],
  fix({ finding, pointer }, { template }) {
    const value = valueAt(template, pointer);
    const { repair } = repairs.find(({ said }) => said.test(finding.message)) ?? {};
    const meant = typeof value === 'string' ? repair?.(value) : undefined;
    return meant === undefined || meant === value
      ? undefined
      : { patch: [{ op: 'replace', path: pointer, value: meant }], description: `'${value}' written as '${meant}'` };
  },
};
