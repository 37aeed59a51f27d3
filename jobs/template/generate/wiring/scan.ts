import { type Arn, parseArn } from '#shared/cloudformation/arn.ts';
import { entry } from '#shared/entry.ts';
import { isDistinctive } from './distinctive.ts';
import type { Home } from './home.ts';
import type { Identity, IdentityIndex } from './identity.ts';
import { type Place, speaksOfType } from './place.ts';
import { joinTexts, type Pseudo, type Segment, type Text, text } from './segment.ts';

/** What strings are resolved against. `foreign` is told of accounts that are not the drop's own. */
export type Surroundings = {
  readonly index: IdentityIndex;
  readonly home: Home;
  readonly foreign: (account: string, place: Place) => void;
};

const unique = (identities: readonly Identity[]): Identity | undefined => {
  const [first] = identities;
  return first && identities.every(({ logicalId }) => logicalId === first.logicalId) ? first : undefined;
};

/** The one other resource that is known by the literal. */
const otherNamed = (literal: string, { owner }: Place, index: IdentityIndex): Identity | undefined =>
  unique(index.find(literal).filter(({ logicalId }) => logicalId !== owner));

/** The one resource that a whole string names at its place; undefined if none, or if it could be two. */
const named = (literal: string, place: Place, index: IdentityIndex): Identity | undefined => {
  const all = index.find(literal);
  if (all.length === 0) return undefined;
  const others = all.filter(({ logicalId }) => logicalId !== place.owner);
  const expected = unique(others.filter(({ type }) => place.expected.has(type)));
  if (expected) return expected;
  if (others.length < all.length && place.path.length === 1) return undefined;
  if (isDistinctive(literal)) return unique(others);
  return unique(others.filter(({ type }) => speaksOfType(place, type)));
};

/** ARNs of these services go on after the resource: an object in a bucket, an index of a table, a version of a function or its invocations. */
const goesOnWith: Readonly<Record<string, string>> = {
  s3: '/',
  dynamodb: '/',
  kinesis: '/',
  'execute-api': '/',
  lambda: ':/',
  logs: ':',
  secretsmanager: ':',
  states: ':',
};

const byPrefix = (token: string, arn: Arn, place: Place, index: IdentityIndex): [Identity, string] | undefined => {
  const delimiters = entry(goesOnWith, arn.service);
  if (delimiters === undefined) return undefined;
  const start = token.length - arn.resource.length;
  const next = (from: number): number => {
    const found = [...delimiters].map((each) => token.indexOf(each, from)).filter((at) => at >= 0);
    return found.length > 0 ? Math.min(...found) : -1;
  };
  // The shortest first: a bucket's name has no slash. The few others (log groups) nest a handful deep.
  for (let at = next(start), n = 0; at > 0 && n < 12; at = next(at + 1), n += 1) {
    const identity = otherNamed(token.slice(0, at), place, index);
    if (identity) return [identity, token.slice(0, at)];
  }
  return undefined;
};

const tokens =
  /arn:aws[a-z-]*:[^\s"'`<>,;(){}|\\]{0,2048}|https?:\/\/[^\s"'`<>,;(){}|\\]{1,2048}|(?<![A-Za-z0-9.-])[A-Za-z0-9][A-Za-z0-9.-]{0,252}\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|on\.aws)|(?<![A-Za-z0-9-])[a-z]{1,16}(?:-[a-z]{1,10})?-[0-9a-f]{8,17}(?![A-Za-z0-9-])|(?<![A-Za-z0-9]|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)\d{12}(?![A-Za-z0-9])/g;

const escapeRegExp = (value: string): string => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const regionPatterns = new Map<string, RegExp>();

const regionPattern = (region: string): RegExp => {
  const known = regionPatterns.get(region) ?? new RegExp(`(?<![A-Za-z0-9-])${escapeRegExp(region)}(?![A-Za-z0-9-])`);
  regionPatterns.set(region, known);
  return known;
};

const pseudo = (name: Pseudo['name'], value: string): Pseudo => ({ kind: 'pseudo', name, text: value });

/** The drop's own region in a text, where it stands by itself: in `sqs.eu-west-1.amazonaws.com`, not in a name such as logs-eu-west-1. */
const withRegion = (value: string, { region }: Home): (Text | Pseudo)[] => {
  if (region === undefined || !value.includes(region)) return [text(value)];
  return value
    .split(regionPattern(region))
    .flatMap((piece, at): (Text | Pseudo)[] =>
      at === 0 ? [text(piece)] : [pseudo('AWS::Region', region), text(piece)],
    );
};

type Piece = { readonly segments: readonly Segment[]; readonly length: number };

const asReference = (identity: Identity, literal: string, instead: readonly (Text | Pseudo)[]): Segment[] => {
  const width = (segments: readonly Segment[]) => segments.reduce((sum, each) => sum + each.text.length, 0);
  const inner = literal.slice(width(identity.before), literal.length - width(identity.after));
  const whole = identity.before.length + identity.after.length === 0;
  const reference: Segment = { ...identity.reference, text: inner, instead: whole ? instead : [text(inner)] };
  return [...identity.before, reference, ...identity.after];
};

/** The account, region and partition of an ARN as pseudo parameters where they are the drop's own. */
const arnHead = (token: string, arn: Arn, place: Place, { home, foreign }: Surroundings): Piece => {
  const { partition, service, region, account, resource } = arn;
  if (/^\d{12}$/.test(account) && home.account !== undefined && account !== home.account) foreign(account, place);
  const segments: Segment[] = [
    text('arn:'),
    partition === home.partition ? pseudo('AWS::Partition', partition) : text(partition),
    text(`:${service}:`),
    region !== '' && region === home.region ? pseudo('AWS::Region', region) : text(region),
    text(':'),
    account !== '' && account === home.account ? pseudo('AWS::AccountId', account) : text(account),
    text(':'),
  ];
  return { segments, length: token.length - resource.length };
};

const arnPiece = (token: string, place: Place, around: Surroundings): Piece | undefined => {
  const arn = parseArn(token);
  if (!arn) return undefined;
  const { index, home } = around;
  const full = otherNamed(token, place, index);
  const [identity, literal] = full ? [full, token] : (byPrefix(token, arn, place, index) ?? []);
  if (!identity || literal === undefined) return arnHead(token, arn, place, around);
  return { segments: asReference(identity, literal, plain(literal, home)), length: literal.length };
};

/** The literal with nothing but pseudo parameters. */
const plain = (literal: string, home: Home): (Text | Pseudo)[] => {
  const around: Surroundings = { index: { find: () => [] }, home, foreign: () => {} };
  const segments = scanTokens(literal, nowhere, around);
  return segments.filter((segment) => segment.kind !== 'reference');
};

const nowhere: Place = { owner: '', path: [], called: '', expected: new Set(), required: false };

/** A host name, or the end of one: `dualstack.` may stand before a load balancer's. */
const hostPiece = (token: string, place: Place, { index, home }: Surroundings): Piece => {
  for (let at = 0, n = 0; at >= 0 && n < 4; at = token.indexOf('.', at) + 1 || -1, n += 1) {
    const literal = token.slice(at);
    const identity = otherNamed(literal, place, index);
    if (identity) {
      return {
        segments: [text(token.slice(0, at)), ...asReference(identity, literal, withRegion(literal, home))],
        length: token.length,
      };
    }
  }
  return { segments: hostPieces(token, home), length: token.length };
};

/** `<account>.dkr.ecr.<region>.amazonaws.com` and the like. */
const hostPieces = (token: string, home: Home): Segment[] => {
  const { account } = home;
  if (account === undefined || !token.startsWith(`${account}.`)) return withRegion(token, home);
  return [pseudo('AWS::AccountId', account), ...withRegion(token.slice(account.length), home)];
};

const piece = (token: string, place: Place, around: Surroundings): Piece => {
  const { index, home } = around;
  if (token.startsWith('arn:')) {
    const found = arnPiece(token, place, around);
    if (found) return found;
  }
  if (/^https?:/.test(token)) {
    const identity = otherNamed(token, place, index);
    const scheme = token.indexOf('//') + 2;
    return identity
      ? { segments: asReference(identity, token, plain(token, home)), length: token.length }
      : { segments: [text(token.slice(0, scheme))], length: scheme };
  }
  if (/^\d{12}$/.test(token)) {
    return { segments: [token === home.account ? pseudo('AWS::AccountId', token) : text(token)], length: token.length };
  }
  if (token.includes('.')) return hostPiece(token, place, around);
  const identity = otherNamed(token, place, index);
  return { segments: identity ? asReference(identity, token, [text(token)]) : [text(token)], length: token.length };
};

/** Reads the string once, from left to right: what is recognised is resolved, what lies between may hold the region. */
const scanTokens = (value: string, place: Place, around: Surroundings): Segment[] => {
  const segments: Segment[] = [];
  const pattern = new RegExp(tokens);
  let done = 0;
  for (let match = pattern.exec(value); match; match = pattern.exec(value)) {
    const { segments: found, length } = piece(match[0], place, around);
    segments.push(...withRegion(value.slice(done, match.index), around.home), ...found);
    done = match.index + Math.max(1, length);
    pattern.lastIndex = done;
  }
  segments.push(...withRegion(value.slice(done), around.home));
  return segments;
};

/** The largest string that is searched for references; what is longer is a document of its own. */
const longest = 256 * 1024;

/**
 * `eu-west-1a` becomes `${AWS::Region}a`: it deploys where the literal does and in every Region that has a zone of that letter, which nearly all
 * have for a and b, while the literal deploys in one.
 */
const isZoneOf = (value: string, region: string | undefined): region is string =>
  region !== undefined && value.length === region.length + 1 && value.startsWith(region) && /[a-z]$/.test(value);

/** The pieces of a string at its place. One piece of text means that it stays as it is. */
export const scan = (value: string, place: Place, around: Surroundings): Segment[] => {
  const { index, home } = around;
  const identity = named(value, place, index);
  if (identity) return asReference(identity, value, plain(value, home));
  if (value.length > longest) return [text(value)];
  if (index.find(value).some(({ logicalId }) => logicalId === place.owner)) {
    return joinTexts(isDistinctive(value) ? plain(value, home) : [text(value)]);
  }
  if (isZoneOf(value, home.region) && /AvailabilityZones?$/.test(place.called)) {
    return [pseudo('AWS::Region', home.region ?? ''), text(value.slice(-1))];
  }
  return joinTexts(scanTokens(value, place, around));
};
