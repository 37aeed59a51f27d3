import type { Home } from '../wiring/home.ts';
import type { TextPlace } from '../wiring/parameter-text.ts';
import { speaksOfType } from '../wiring/place.ts';
import { bucketKind, hostedZone, type Kind, keyPair, kindOfArn, kindOfId } from './kinds.ts';

/** A value of something outside the drop, where it stands in a text. */
export type Value = { readonly literal: string; readonly kind: Kind; readonly start: number; readonly end: number };

const ids = /(?<![A-Za-z0-9_/-])([a-z]{2,8})-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![A-Za-z0-9_-])/g;
const arns =
  /arn:(?:\$\{AWS::Partition\}|aws[a-z-]{0,16}):[a-z0-9-]{1,40}:(?:\$\{AWS::Region\}|[a-z0-9-]{0,40}):(?:\$\{AWS::AccountId\}|\d{0,16}):[^\s"'`<>,;(){}|\\$]{1,2048}/g;
const bucketArns =
  /arn:(?:\$\{AWS::Partition\}|aws[a-z-]{0,16}):s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?![A-Za-z0-9.*?-])/g;

/** The ARN as it was before the drop's own account, Region and partition were written as pseudo parameters. */
const literally = (text: string, { account = '', region = '', partition = '' }: Home): string =>
  text.replace('${AWS::Partition}', partition).replace('${AWS::Region}', region).replace('${AWS::AccountId}', account);

const inArns = (text: string, home: Home): Value[] =>
  [...text.matchAll(arns)].flatMap((match) => {
    const literal = literally(match[0], home);
    const kind = kindOfArn(literal, home.account);
    return kind ? [{ literal, kind, start: match.index, end: match.index + match[0].length }] : [];
  });

const inBucketArns = (text: string): Value[] =>
  [...text.matchAll(bucketArns)].map((match) => {
    const [whole, literal = ''] = match;
    const end = match.index + whole.length;
    return { literal, kind: bucketKind(literal), start: end - literal.length, end };
  });

const inIds = (text: string): Value[] =>
  [...text.matchAll(ids)].flatMap((match) => {
    const [literal] = match;
    const kind = kindOfId(literal);
    return kind ? [{ literal, kind, start: match.index, end: match.index + literal.length }] : [];
  });

/** Zones that AWS's own endpoints lie in are the same for everyone: those of alias targets are such. */
const isOwnZone = ({ path, called }: TextPlace, text: string, type: string): boolean =>
  called === 'HostedZoneId' &&
  (/^AWS::Route53::/.test(type) ? !path.includes('AliasTarget') : path.includes('DomainValidationOptions')) &&
  /^Z[A-Z0-9]{5,31}$/.test(text);

const isKeyPair = ({ path, called }: TextPlace, type: string): boolean =>
  called === 'KeyName' &&
  path.length <= 3 &&
  /^AWS::(?:EC2::(?:Instance|LaunchTemplate|SpotFleet)|AutoScaling::)/.test(type);

const isBucket = (place: TextPlace, text: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) &&
  (/^(?:S3)?Bucket(?:Name)?$|[a-z]Bucket(?:Name)?$/.test(place.called) || speaksOfType(place, 'AWS::S3::Bucket'));

const whole = (text: string, place: TextPlace, type: string): Value[] => {
  const at = { literal: text, start: 0, end: text.length };
  if (isOwnZone(place, text, type)) return [{ ...at, kind: hostedZone }];
  if (isKeyPair(place, type)) return [{ ...at, kind: keyPair }];
  return isBucket(place, text) ? [{ ...at, kind: bucketKind(text) }] : [];
};

/** The longest text that is searched; what is longer is a document of its own. */
const longest = 64 * 1024;

/** The values in a text that stand for something outside the drop, from left to right. `raw` is the text with its placeholders. */
export const valuesIn = (raw: string, place: TextPlace, type: string, home: Home): Value[] => {
  if (raw.length < 3 || raw.length > longest) return [];
  const exact = place.isWhole ? whole(raw, place, type) : [];
  if (exact.length > 0) return exact;
  const found = [...inArns(raw, home), ...inBucketArns(raw), ...inIds(raw)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  let done = 0;
  return found.filter(({ start, end }) => {
    if (start < done) return false;
    done = end;
    return true;
  });
};
