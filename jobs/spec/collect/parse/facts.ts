import type { Facts, Span } from '#schemas/spec/facts.ts';

/** Facts that one place of one file says alone: no other file is asked for them. */
export type LocalFacts = Omit<Facts, 'symbols' | 'references' | 'endpoints' | 'entities'>;

/** A list of its own for each kind. */
export const noLocalFacts = (): { [Kind in keyof LocalFacts]: never[] } => ({
  validations: [],
  outcomes: [],
  configuration: [],
  scheduledJobs: [],
  messages: [],
  externalCalls: [],
  measures: [],
});

/** Facts to which a language adds its own. */
export const noFacts = (): Facts => ({ symbols: [], references: [], endpoints: [], entities: [], ...noLocalFacts() });

/** What all files say, in their order. */
export const localFacts = (pieces: readonly ReadonlyLists<LocalFacts>[]): LocalFacts => ({
  validations: pieces.flatMap(({ validations }) => validations),
  outcomes: pieces.flatMap(({ outcomes }) => outcomes),
  configuration: pieces.flatMap(({ configuration }) => configuration),
  scheduledJobs: pieces.flatMap(({ scheduledJobs }) => scheduledJobs),
  messages: pieces.flatMap(({ messages }) => messages),
  externalCalls: pieces.flatMap(({ externalCalls }) => externalCalls),
  measures: pieces.flatMap(({ measures }) => measures),
});

export type ReadonlyLists<Lists> = { readonly [Kind in keyof Lists]: Readonly<Lists[Kind]> };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPlace = (a: { readonly span: Span }, b: { readonly span: Span }): number =>
  compare(a.span.path, b.span.path) || a.span.start - b.span.start || a.span.end - b.span.end;

const inOrder = <Fact extends { readonly span: Span }>(lists: readonly (readonly Fact[])[]): Fact[] =>
  lists.flat().sort(byPlace);

/** All facts, by path and line; references by the symbols they join. Where two stand at one place, in the order given. */
export const mergeFacts = (all: readonly Facts[]): Facts => ({
  symbols: inOrder(all.map(({ symbols }) => symbols)),
  references: all
    .flatMap(({ references }) => references)
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.kind, b.kind)),
  endpoints: inOrder(all.map(({ endpoints }) => endpoints)),
  entities: inOrder(all.map(({ entities }) => entities)),
  validations: inOrder(all.map(({ validations }) => validations)),
  outcomes: inOrder(all.map(({ outcomes }) => outcomes)),
  configuration: inOrder(all.map(({ configuration }) => configuration)),
  scheduledJobs: inOrder(all.map(({ scheduledJobs }) => scheduledJobs)),
  messages: inOrder(all.map(({ messages }) => messages)),
  externalCalls: inOrder(all.map(({ externalCalls }) => externalCalls)),
  measures: inOrder(all.map(({ measures }) => measures)),
});
