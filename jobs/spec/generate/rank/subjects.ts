import type {
  CodeSymbol,
  Configuration,
  Endpoint,
  Entity,
  ExternalCall,
  Facts,
  Message,
  Outcome,
  ScheduledJob,
  Span,
  Validation,
} from '#schemas/spec/facts.ts';
import type { Field } from './lexicon.ts';
import { wordsOf } from './terms.ts';

/** A fact of which a statement may be made. */
export type Subject = { readonly symbol: string | undefined; readonly span: Span } & (
  | { readonly kind: 'endpoint'; readonly fact: Endpoint }
  | { readonly kind: 'job'; readonly fact: ScheduledJob }
  | { readonly kind: 'message'; readonly fact: Message }
  | { readonly kind: 'outcome'; readonly fact: Outcome }
  | { readonly kind: 'validation'; readonly fact: Validation }
  | { readonly kind: 'entity'; readonly fact: Entity }
  | { readonly kind: 'setting'; readonly fact: Configuration }
  | { readonly kind: 'call'; readonly fact: ExternalCall }
  | { readonly kind: 'operation'; readonly fact: CodeSymbol }
);

export type SymbolOf = (id: string | undefined) => CodeSymbol | undefined;

const ownText = (subject: Subject): readonly (string | undefined)[] => {
  switch (subject.kind) {
    case 'endpoint':
      return [subject.fact.route, subject.fact.handlerName.replace(/Controller\b/, ''), subject.fact.request];
    case 'job':
    case 'message':
      return [subject.fact.name];
    case 'outcome':
      return [subject.fact.message, subject.fact.condition];
    case 'validation':
      return [subject.fact.subject, subject.fact.field];
    case 'entity':
      return [subject.fact.name];
    case 'setting':
      return [subject.fact.key];
    case 'call':
      return [subject.fact.target, subject.fact.kind];
    case 'operation':
      return [subject.fact.name];
  }
};

const docOf = (subject: Subject): string | undefined => {
  switch (subject.kind) {
    case 'endpoint':
      return subject.fact.summary;
    case 'job':
    case 'message':
    case 'entity':
    case 'operation':
      return subject.fact.doc;
    case 'validation':
      return subject.fact.message;
    default:
      return undefined;
  }
};

const firstSentence = (text: string | undefined): string | undefined => text?.split(/(?<=[.!?])\s|\n\s*\n/)[0];

/** What the verb of a request says that is done. */
const byVerb: Readonly<Record<string, string>> = {
  GET: 'view',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** What there is to match of a subject: its own words, those of the symbol it stands in and of that one's container. */
export const fieldsOf = (subject: Subject, symbolOf: SymbolOf): readonly Field[] => {
  const symbol = symbolOf(subject.symbol);
  const container = symbolOf(symbol?.container);
  return [
    ...ownText(subject).map((text): Field => [text, 1]),
    [subject.kind === 'endpoint' ? byVerb[subject.fact.verb] : undefined, 0.6],
    [subject.kind === 'endpoint' ? subject.fact.parameters.map(({ name }) => name).join(' ') : undefined, 0.5],
    [firstSentence(docOf(subject)), 0.9],
    [symbol?.name, 0.85],
    [firstSentence(symbol?.doc), 0.7],
    [container?.name ?? symbol?.qualifiedName.split('.').at(-2), 0.6],
    [
      subject.span.path
        .replace(/\.[^./]+$/, '')
        .split('/')
        .slice(-2)
        .join(' '),
      0.4,
    ],
  ];
};

const runs = new Set(['function', 'method']);

/** What somebody wrote down about it says what it is for, or a name of several words. */
const isOperation = ({ kind, isTest, visibility, doc, name }: CodeSymbol): boolean =>
  runs.has(kind) &&
  !isTest &&
  visibility === 'public' &&
  (doc !== undefined || wordsOf(name).length > 1 || /^handle|^execute/i.test(name));

/** All that a specification could speak of, without what is of tests. */
export const subjectsOf = (facts: Facts, symbolOf: SymbolOf): Subject[] => {
  const all: Subject[] = [
    ...facts.endpoints.map((fact): Subject => ({ kind: 'endpoint', fact, symbol: fact.handler, span: fact.span })),
    ...facts.scheduledJobs.map((fact): Subject => ({ kind: 'job', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.messages.map((fact): Subject => ({ kind: 'message', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.outcomes.map((fact): Subject => ({ kind: 'outcome', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.validations.map((fact): Subject => ({ kind: 'validation', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.entities.map((fact): Subject => ({ kind: 'entity', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.configuration.map((fact): Subject => ({ kind: 'setting', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.externalCalls.map((fact): Subject => ({ kind: 'call', fact, symbol: fact.symbol, span: fact.span })),
    ...facts.symbols
      .filter(isOperation)
      .map((fact): Subject => ({ kind: 'operation', fact, symbol: fact.id, span: fact.span })),
  ];
  return all.filter(({ symbol }) => !symbolOf(symbol)?.isTest);
};
