import { filler, type TextPlace } from '../wiring/parameter-text.ts';
import { speaksOfType } from '../wiring/place.ts';
import { calledByPrograms, isOpen, isTelling } from './calling.ts';
import type { KnownName } from './known-names.ts';

/** A place that says a resource's name. One that only may mean it, or means several by a pattern, has no position: the text stays as it is. */
export type Mention = { readonly name: KnownName; readonly at?: { readonly start: number; readonly end: number } };

/** Where the text stands, and which types the registry expects there. */
export type MentionPlace = TextPlace & { readonly expected: ReadonlySet<string> };

export type NameIndex = {
  readonly byValue: ReadonlyMap<string, readonly KnownName[]>;
  /** Service -> prefix in the ARN -> name in the ARN. */
  readonly byArn: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, readonly KnownName[]>>>;
  /** The drop's own account, where it is known: what others own is not meant. */
  readonly account?: string;
};

export const indexNames = (names: readonly KnownName[], account: string | undefined): NameIndex => {
  const byArn = new Map<string, Map<string, Map<string, KnownName[]>>>();
  for (const name of names) {
    if (name.service === undefined) continue;
    const prefixes = byArn.get(name.service) ?? new Map<string, Map<string, KnownName[]>>();
    const inArn = prefixes.get(name.prefix) ?? new Map<string, KnownName[]>();
    inArn.set(name.inArn, [...(inArn.get(name.inArn) ?? []), name]);
    byArn.set(name.service, prefixes.set(name.prefix, inArn));
  }
  return { byValue: Map.groupBy(names, ({ own }) => own.value), byArn, ...(account !== undefined && { account }) };
};

const arns = new RegExp(
  `arn:(?:aws[a-z-]{0,16}|${filler}{1,32}|\\*):([a-z0-9-]{1,40}):([^:\\s"']{0,40}):([^:\\s"']{0,40}):([^\\s"'\`<>,;(){}|\\\\]{1,2048})`,
  'g',
);

const nameCharacter = /[A-Za-z0-9_.@+=-]/;

/** The names that a resource part may end with, the longest first: up to a character that no name holds, and six characters less for a secret. */
const ends = function* (part: string, service: string): Generator<number> {
  for (let end = part.length; end > 0; end -= 1) {
    if (end === part.length || !nameCharacter.test(part.charAt(end))) yield end;
    else if (service === 'secretsmanager' && /^-[A-Za-z0-9?]{6}(?:[^A-Za-z0-9]|$)/.test(part.slice(end))) yield end;
  }
};

const asPattern = (part: string): RegExp | undefined => {
  if (!/[*?]/.test(part) || /^[^A-Za-z0-9]*[*?]/.test(part)) return undefined;
  const escaped = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
};

const inArn = (text: string, index: NameIndex): Mention[] =>
  [...text.matchAll(arns)].flatMap((match) => {
    const [whole, service = '', , account = '', part = ''] = match;
    if (/^\d{12}$/.test(account) && index.account !== undefined && account !== index.account) return [];
    const offset = match.index + whole.length - part.length;
    return [...(index.byArn.get(service) ?? [])].flatMap(([prefix, names]) => {
      if (!part.startsWith(prefix)) return [];
      const rest = part.slice(prefix.length);
      for (const end of ends(rest, service)) {
        const found = names.get(rest.slice(0, end));
        const start = offset + prefix.length;
        if (found) return found.map((name) => ({ name, at: { start, end: start + end } }));
      }
      const pattern = asPattern(rest);
      return pattern
        ? [...names].flatMap(([name, known]) => (pattern.test(name) ? known.map((each) => ({ name: each })) : []))
        : [];
    });
  });

/** Hosts and URLs that hold a name: a bucket's, and a queue's URL. */
const urls: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['AWS::S3::Bucket', /(?<![A-Za-z0-9.-])([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3[.-][a-z0-9.~-]{0,80}amazonaws\.com/g],
  ['AWS::S3::Bucket', /s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?![A-Za-z0-9.-])/g],
  ['AWS::S3::Bucket', /s3[.-][a-z0-9.~-]{0,80}amazonaws\.com\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?![A-Za-z0-9.-])/g],
  ['AWS::SQS::Queue', /sqs\.[a-z0-9.~-]{0,80}amazonaws\.com(?:\.cn)?\/[0-9~]{1,32}\/([A-Za-z0-9_.-]{1,80})/g],
];

const inUrl = (text: string, { byValue }: NameIndex): Mention[] =>
  urls.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [whole, value = ''] = match;
      const start = match.index + whole.lastIndexOf(value);
      const found = (byValue.get(value) ?? []).filter(({ placed }) => placed.mapped.type === type);
      return found.map((name) => ({ name, at: { start, end: start + value.length } }));
    }),
  );

const words = /[A-Za-z0-9_./-]{1,1024}/g;

/** Names in a script, a document or a setting that is more than the name. */
const inText = (text: string, index: NameIndex): Mention[] =>
  [...text.matchAll(words)].flatMap((match) => {
    const [word] = match;
    const trimmed = word.replace(/[./-]+$/, '');
    const found = (index.byValue.get(trimmed) ?? []).filter(isCalled);
    return isTelling(trimmed)
      ? found.map((name) => ({ name, at: { start: match.index, end: match.index + trimmed.length } }))
      : [];
  });

const isCalled = ({ placed }: KnownName): boolean => calledByPrograms.has(placed.mapped.type);

const whole = (text: string, place: MentionPlace, index: NameIndex): Mention[] => {
  const at = { start: 0, end: text.length };
  return (index.byValue.get(text) ?? []).flatMap((name): Mention[] => {
    const { type } = name.placed.mapped;
    if (place.expected.has(type) || speaksOfType(place, type)) return [{ name, at }];
    if (!isOpen(place.path) || !isCalled(name)) return [];
    return isTelling(text) ? [{ name, at }] : [{ name }];
  });
};

/** The longest text that is searched; what is longer is a document of its own. */
const longest = 256 * 1024;

const isDocument = (text: string): boolean => /[\n{]/.test(text) || /\s/.test(text.trim());

/** Which names a text says, and where. */
export const mentionsIn = (text: string, place: MentionPlace, index: NameIndex): Mention[] => {
  if (text.length < 2 || text.length > longest) return [];
  const exact = place.isWhole ? whole(text, place, index) : [];
  if (exact.length > 0) return exact;
  const found = [...inArn(text, index), ...inUrl(text, index)];
  const isFree = isOpen(place.path) || isDocument(text);
  return isFree ? withoutOverlap([...found, ...inText(text, index)]) : withoutOverlap(found);
};

/** Names of several resources may stand in one stretch; stretches that only overlap are not both said. */
const withoutOverlap = (mentions: readonly Mention[]): Mention[] => {
  const taken: { start: number; end: number }[] = [];
  return mentions.filter(({ at }) => {
    if (!at) return true;
    const same = taken.some(({ start, end }) => start === at.start && end === at.end);
    if (!same && taken.some(({ start, end }) => at.start < end && start < at.end)) return false;
    taken.push(at);
    return true;
  });
};
