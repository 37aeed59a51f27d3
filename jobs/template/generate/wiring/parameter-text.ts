import type { JsonObject } from '#schemas/json.ts';
import type { Path } from './expected-types.ts';
import { render, type Segment, text } from './segment.ts';
import { mapStrings } from './walk.ts';

/** A stretch of a text that a parameter is to stand for. */
export type Stretch = { readonly start: number; readonly end: number; readonly parameter: string };

/** Where a text stands; `isWhole` says that it is the whole value and not the template of an `Fn::Sub`, `raw` is the text with its placeholders. */
export type TextPlace = {
  readonly path: Path;
  readonly called: string;
  readonly isWhole: boolean;
  readonly raw: string;
};

/** The stretches of a text that parameters stand for, from left to right, none over another. */
export type FindStretches = (text: string, place: TextPlace) => readonly Stretch[];

const placeholder = /\$\{[^}]*\}/g;

/** What stands in for a placeholder, so that positions stay what they are: no identifier holds it. */
export const filler = '~';

/** An `Fn::Sub` template without its placeholders: what is left is text. */
const flat = (template: string): string => template.replace(placeholder, (whole) => filler.repeat(whole.length));

const segmentsOf = (value: string, stretches: readonly Stretch[]): Segment[] => {
  const segments: Segment[] = [];
  let done = 0;
  for (const { start, end, parameter } of stretches) {
    segments.push(text(value.slice(done, start)));
    segments.push({ kind: 'reference', to: parameter, text: value.slice(start, end), instead: [] });
    done = end;
  }
  return [...segments, text(value.slice(done))];
};

const inTemplate = (template: string, stretches: readonly Stretch[]): string => {
  let done = 0;
  let result = '';
  for (const { start, end, parameter } of stretches) {
    result += `${template.slice(done, start)}\${${parameter}}`;
    done = end;
  }
  return result + template.slice(done);
};

/** The properties with what `find` finds in their texts written as references to parameters, in `Fn::Sub` where there is more to the text. */
export const withParameters = (properties: JsonObject, find: FindStretches): JsonObject =>
  mapStrings(
    properties,
    (value, path, called) => {
      const stretches = find(value, { path, called, isWhole: true, raw: value });
      return stretches.length === 0 ? value : render(segmentsOf(value, stretches));
    },
    (template, path, called) =>
      inTemplate(template, find(flat(template), { path, called, isWhole: false, raw: template })),
  );
