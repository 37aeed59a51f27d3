import type { Feature } from '#schemas/spec/descriptor.ts';
import type { Label, Prose, Requirement } from '#schemas/spec/document.ts';
import type { Endpoint, Facts, Span } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import type { Lines } from '../rank/snippets.ts';
import { isSayable, plain } from './english/clean.ts';
import type { Evidence } from './evidence.ts';

/** A requirement before it has its number. */
export type Draft = Pick<Requirement, 'pattern' | 'statement' | 'label' | 'citations' | 'identifiers'> & {
  /** How much it matters to its feature, 0 to 1: what does not fit is left out by it. */
  readonly worth: number;
};

type Judging = { readonly source: Source; readonly texts: Lines };

/** What every statement is written with. */
export type Writing = {
  /** What the requirements speak of: the Orders module */
  readonly module: string;
  readonly evidence: Evidence;
  readonly facts: Facts;
  /** What the checks of the validator hold a statement against. */
  readonly judged: Judging;
  /** By the symbol that answers. */
  readonly endpointsOf: ReadonlyMap<string, readonly Endpoint[]>;
};

/** What the statements of one feature are written with. */
export type FeatureWriting = Writing & { readonly feature: Feature };

const nouns =
  /\b(?:module|service|system|plugin|plug-in|application|app|api|component|library|package|platform|shop|site|website|portal|server|client|tool|engine)$/i;

/** How the module is spoken of; a name that can't stand in a sentence is left out. */
export const moduleNoun = (name: string): string => {
  const said = plain(name).replace(/^the\s+/i, '');
  if (!isSayable(said) || said.split(' ').length > 6) return 'module';
  return nouns.test(said) ? said : `${said} module`;
};

const samePlace = (a: Span, b: Span): boolean => a.path === b.path && a.start === b.start && a.end === b.end;
const mostCitations = 4;

type Claim = {
  readonly pattern: Draft['pattern'];
  readonly statement: Prose;
  /** What shows it, the best first. */
  readonly spans: readonly Span[];
  /** Names of the source that it speaks of. */
  readonly names: readonly string[];
  readonly label: Label;
  readonly worth: number;
};

/**
 * A draft of a claim: its citations are those that hold one of its names, or one that they show themselves; without a span that
 * exists there is no draft.
 */
export const draftOf = ({ pattern, statement, spans, names, label, worth }: Claim, { evidence }: Writing): Draft[] => {
  const citations: Span[] = [];
  const identifiers = new Set<string>();
  for (const span of spans) {
    if (citations.length >= mostCitations || citations.some((other) => samePlace(other, span))) continue;
    const held = evidence.held(span, names);
    const salient = held.length === 0 ? evidence.salient(span) : undefined;
    if (held.length === 0 && salient === undefined) continue;
    citations.push({ path: span.path, start: span.start, end: span.end });
    for (const name of held) identifiers.add(name);
    if (salient !== undefined) identifiers.add(salient);
  }
  return citations.length === 0
    ? []
    : [{ pattern, statement, label, citations, identifiers: [...identifiers].slice(0, 12), worth }];
};

/** The names in a piece of code or a qualified name. */
export const namesIn = (code: string | undefined): string[] =>
  code === undefined ? [] : [...new Set(code.replace(/"[^"]*"|'[^']*'/g, ' ').match(/[\p{L}_][\p{L}\p{N}_]+/gu) ?? [])];
