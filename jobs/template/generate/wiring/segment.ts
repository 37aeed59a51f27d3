import type { JsonValue } from '#schemas/json.ts';

export type PseudoParameter = 'AWS::AccountId' | 'AWS::Partition' | 'AWS::Region';

export type Text = { readonly kind: 'text'; readonly text: string };
export type Pseudo = { readonly kind: 'pseudo'; readonly name: PseudoParameter; readonly text: string };

/** A part of a string that is another resource's: `text` as found, `instead` what to write if the reference may not be made. */
export type Reference = {
  readonly kind: 'reference';
  readonly to: string;
  readonly attribute?: string;
  readonly text: string;
  readonly instead: readonly (Text | Pseudo)[];
};

/** A string in the pieces it is made of; their texts joined are the string as found. */
export type Segment = Text | Pseudo | Reference;

export const text = (value: string): Text => ({ kind: 'text', text: value });

/** In `Fn::Sub`, `${!name}` is the text `${name}`. */
const literally = (value: string): string => value.replaceAll('${', '${!');

const sole = (segment: Segment): JsonValue => {
  if (segment.kind === 'text') return segment.text;
  if (segment.kind === 'pseudo') return { Ref: segment.name };
  return segment.attribute === undefined ? { Ref: segment.to } : { 'Fn::GetAtt': [segment.to, segment.attribute] };
};

const inSub = (segment: Segment): string => {
  if (segment.kind === 'text') return literally(segment.text);
  if (segment.kind === 'pseudo') return `\${${segment.name}}`;
  return `\${${segment.to}${segment.attribute === undefined ? '' : `.${segment.attribute}`}}`;
};

/** Neighbouring texts as one: `$` and `{` must not come apart before they are escaped. */
export const joinTexts = (segments: readonly Segment[]): Segment[] => {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment.kind === 'text' && last?.kind === 'text') joined[joined.length - 1] = text(last.text + segment.text);
    else if (segment.text !== '') joined.push(segment);
  }
  return joined;
};

/** The value that CloudFormation evaluates to the string: the string itself, `Ref`, `Fn::GetAtt` or `Fn::Sub`. */
export const render = (segments: readonly Segment[]): JsonValue => {
  const joined = joinTexts(segments);
  const [first] = joined;
  if (!first) return '';
  return joined.length === 1 ? sole(first) : { 'Fn::Sub': joined.map(inSub).join('') };
};
