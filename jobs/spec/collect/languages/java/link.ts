import type { Facts } from '#schemas/spec/facts.ts';
import { noFacts } from '../../parse/facts.ts';
import { looksSecret } from '../../parse/secret-name.ts';
import { isEvident } from '../figures.ts';
import { linkConfiguration } from './configuration.ts';
import { linkEntities } from './entities.ts';
import { linkExternalCalls, withHost } from './external.ts';
import { linkJobs } from './jobs.ts';
import type { Draft, Drafts, JavaPiece } from './model.ts';
import { linkOutcomes } from './outcomes.ts';
import { linkReferences } from './references.ts';
import { linkEndpoints } from './routes/endpoints.ts';
import { Types } from './types.ts';
import { linkValidations } from './validations.ts';

/** Facts of drafts: texts and numbers that stood as expressions get their values; what nobody knows is left out. */
const settle = <Fact>(drafts: readonly Draft<Fact>[], types: Types): Fact[] =>
  drafts.flatMap(({ fact, texts, numbers, scale = 1, owner }) => {
    const from = types.entry(owner);
    if (!from) return [];
    const filled: Partial<Record<keyof Fact, unknown>> = {};
    for (const key of Object.keys(texts ?? {}) as (keyof Fact)[]) {
      const text = types.text(texts?.[key], from);
      if (text !== undefined) filled[key] = types.filled(text).slice(0, 300);
    }
    for (const key of Object.keys(numbers ?? {}) as (keyof Fact)[]) {
      const number = types.number(numbers?.[key], from);
      if (number !== undefined) filled[key] = Number((number * scale).toPrecision(12));
    }
    return [{ ...fact, ...filled }];
  });

/** Facts of all Java files. */
export const linkJava = (pieces: readonly JavaPiece[]): Facts => {
  const types = new Types(pieces);
  const all = <Kind extends keyof Drafts>(kind: Kind): Drafts[Kind] =>
    pieces.flatMap((piece) => piece[kind] as never[]) as Drafts[Kind];
  const outcomes = linkOutcomes(settle(all('outcomes'), types), types);
  return {
    ...noFacts(),
    symbols: pieces.flatMap(({ symbols }) => symbols),
    references: linkReferences(pieces),
    endpoints: linkEndpoints(pieces, types),
    entities: linkEntities(types),
    validations: linkValidations(settle(all('validations'), types), types),
    outcomes,
    configuration: linkConfiguration(settle(all('configuration'), types), types).map(({ default: value, ...one }) =>
      value === undefined || looksSecret(one.key) ? one : { ...one, default: value.slice(0, 200) },
    ),
    scheduledJobs: linkJobs(settle(all('scheduledJobs'), types), types),
    messages: settle(all('messages'), types).filter(({ name }) => name !== ''),
    externalCalls: [...settle(all('externalCalls'), types).map(withHost), ...linkExternalCalls(types)],
    measures: [
      ...settle(all('measures'), types).filter(isEvident),
      ...pieces.flatMap(({ settled, isTest }) => (isTest ? [] : settled)),
    ],
  };
};
