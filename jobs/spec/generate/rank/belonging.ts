import type { Descriptor, Feature } from '#schemas/spec/descriptor.ts';
import type { Facts } from '#schemas/spec/facts.ts';
import { clausesOf } from './clauses.ts';
import type { Graph } from './graph.ts';
import { lexiconOf, type Match, type Query } from './lexicon.ts';
import { fieldsOf, type Subject, type SymbolOf, subjectsOf } from './subjects.ts';
import { isDeed, isThing } from './terms.ts';

/** A subject that a feature is about. */
export type Owned = {
  readonly subject: Subject;
  /** How well it fits, 0 to 1: against the best of this feature. */
  readonly fit: number;
  /** The words of the feature that it holds; none if it was only reached. */
  readonly terms: readonly string[];
};

export type Belonging = {
  readonly feature: Feature;
  readonly owned: readonly Owned[];
  /** The words of the feature that nothing of what belongs to it holds. */
  readonly missing: readonly string[];
  /** How much of the feature is found: 0 to 1. */
  readonly found: number;
};

export type Belongings = {
  readonly features: readonly Belonging[];
  readonly unowned: readonly Subject[];
};

/** Against the best that a feature has. */
const near = 0.45;
/** Against the best feature that a subject has. */
const asGood = 0.8;
/** An entrance is of one feature, unless two have as good a claim. */
const sameForEntrances = 0.97;
const mostFeatures = 2;
/** Against the best of all: below it, entrances match by chance. */
const entranceShare = 0.3;
const mostSteps = 5;
const perStep = 0.8;
const reachedShare = 0.7;
const outOfFocus = 0.5;
/** Where somebody comes in: what runs from there belongs to the same feature. */
const entrances = new Set<Subject['kind']>(['endpoint', 'job']);

const isEntrance = (subject: Subject): boolean =>
  entrances.has(subject.kind) || (subject.kind === 'message' && subject.fact.direction === 'consumes');

const inFocus = (path: string, focus: readonly string[]): boolean =>
  focus.length === 0 || focus.some((at) => path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`));

/** Of a part, more must be there than of a whole. */
const isClauseFound = ({ coverage, terms }: Match): boolean =>
  coverage >= 0.5 && terms.length >= 2 && terms.some(isThing);

/** One word in common is a coincidence, unless it is a good part of what was asked for. */
const isFound = ({ coverage, terms }: Match): boolean =>
  terms.some(isThing) &&
  (coverage >= 0.5 || (terms.length >= 2 && coverage >= 0.22) || (terms.length >= 3 && coverage >= 0.15));

const scoreOf = ({ coverage }: Match, { total }: Query): number => coverage * total * Math.sqrt(coverage);

type Direct = { readonly match: Match; readonly score: number };

type Candidate = {
  readonly feature: Feature;
  readonly query: Query;
  readonly best: number;
  readonly direct: ReadonlyMap<number, Direct>;
  readonly reached: ReadonlyMap<number, number>;
};

/** What is reached from the entrances that fit: breadth first, the stronger way wins. Of subjects, by what they are worth. */
const reachedFrom = (
  entered: readonly (readonly [symbol: number, worth: number])[],
  { reaches }: Graph,
): Map<number, number> => {
  const worth = new Map<number, number>();
  let front = new Map<number, number>();
  for (const [symbol, of] of entered) front.set(symbol, Math.max(of, front.get(symbol) ?? 0));
  for (let step = 0; step <= mostSteps && front.size > 0; step++) {
    const next = new Map<number, number>();
    for (const [symbol, of] of front) {
      if ((worth.get(symbol) ?? 0) >= of) continue;
      worth.set(symbol, of);
      for (const to of reaches.get(symbol) ?? []) next.set(to, Math.max(of * perStep, next.get(to) ?? 0));
    }
    front = next;
  }
  return worth;
};

const bareType = (type: string): string[] => type.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];

/** The types that a request of an endpoint is made of. */
const typesAsked = (subject: Subject): string[] =>
  subject.kind === 'endpoint'
    ? [subject.fact.request, ...subject.fact.parameters.map(({ type }) => type)].flatMap((type) =>
        type ? bareType(type) : [],
      )
    : [];

class Matcher {
  private readonly symbolOf: SymbolOf;
  readonly subjects: readonly Subject[];
  private readonly lexicon;
  private readonly bySymbol: ReadonlyMap<string, readonly number[]>;
  private readonly bySubjectType: ReadonlyMap<string, readonly number[]>;
  private readonly graph: Graph;
  private readonly focus: readonly string[];

  constructor(facts: Facts, graph: Graph, focus: readonly string[]) {
    const byId = new Map(facts.symbols.map((symbol) => [symbol.id, symbol]));
    this.symbolOf = (id) => (id === undefined ? undefined : byId.get(id));
    this.graph = graph;
    this.focus = focus;
    this.subjects = subjectsOf(facts, this.symbolOf);
    this.lexicon = lexiconOf(
      this.subjects.map((subject) => fieldsOf(subject, this.symbolOf)),
      facts.entities.map(({ name }) => name),
    );
    const places = [...this.subjects.keys()];
    this.bySymbol = Map.groupBy(places, (at) => this.subjects[at]?.symbol ?? '');
    this.bySubjectType = Map.groupBy(
      places.filter((at) => this.subjects[at]?.kind === 'validation'),
      (at) => {
        const subject = this.subjects[at];
        return subject?.kind === 'validation' ? (subject.fact.subject.split('.').at(-1) ?? '') : '';
      },
    );
  }

  readonly isKnown = (term: string): boolean => this.lexicon.has(term);

  candidate(feature: Feature): Candidate {
    const query = this.lexicon.query(feature.description);
    const whole = this.matched(query, isFound);
    const parts = clausesOf(feature.description).flatMap((clause) => [
      ...this.matched(this.lexicon.query(clause), isClauseFound),
    ]);
    const direct = new Map(whole);
    for (const [at, part] of parts) {
      const other = direct.get(at);
      if (!other || other.score < part.score) direct.set(at, part);
    }
    const best = Math.max(0, ...[...direct.values()].map(({ score }) => score));
    return { feature, query, best, direct, reached: new Map() };
  }

  private isEntranceAt(at: number): boolean {
    const subject = this.subjects[at];
    return subject !== undefined && isEntrance(subject);
  }

  /** What matches, against the best: entrances against entrances, unless they are far off; nothing if what is found is a coincidence. */
  private matched(query: Query, isEnough: (match: Match) => boolean): Map<number, Direct> {
    const direct = new Map<number, Direct>();
    let found = false;
    for (const [at, match] of this.lexicon.match(query)) {
      const path = this.subjects[at]?.span.path ?? '';
      const score = scoreOf(match, query) * (inFocus(path, this.focus) ? 1 : outOfFocus);
      found ||= isEnough(match);
      direct.set(at, { match, score });
    }
    if (!found) return new Map();
    const best = Math.max(...[...direct.values()].map(({ score }) => score));
    const entered = Math.max(0, ...[...direct].flatMap(([at, { score }]) => (this.isEntranceAt(at) ? score : [])));
    const ofEntrances = entered >= entranceShare * best ? entered : best;
    return new Map(
      [...direct].filter(([at, { score }]) => score >= near * (this.isEntranceAt(at) ? ofEntrances : best)),
    );
  }

  /** What is reached from the entrances that a feature holds. */
  withReached(candidate: Candidate, holds: (at: number) => boolean): Candidate {
    const { direct } = candidate;
    const reached = new Map<number, number>();
    const reach = (at: number, worth: number) => reached.set(at, Math.max(worth, reached.get(at) ?? 0));
    const entered: (readonly [number, number])[] = [];
    for (const [at, { score }] of direct) {
      const subject = this.subjects[at];
      if (!subject || !holds(at)) continue;
      if (subject.kind === 'entity') {
        for (const rule of this.bySubjectType.get(subject.fact.name) ?? []) reach(rule, score * reachedShare);
      }
      if (!isEntrance(subject)) continue;
      const symbol = this.graph.indexOf.get(subject.symbol ?? '');
      if (symbol !== undefined) entered.push([symbol, score * reachedShare]);
      for (const type of typesAsked(subject)) {
        for (const validation of this.bySubjectType.get(type) ?? []) reach(validation, score * reachedShare);
      }
    }
    for (const [symbol, worth] of reachedFrom(entered, this.graph)) {
      for (const at of this.bySymbol.get(this.graph.symbols[symbol]?.id ?? '') ?? []) {
        const kind = this.subjects[at]?.kind;
        if (kind !== 'endpoint' && kind !== 'operation' && kind !== 'entity') reach(at, worth);
      }
    }
    return { ...candidate, reached };
  }
}

const worthOf = ({ direct, reached }: Candidate, at: number): number =>
  (direct.get(at)?.score ?? 0) + (reached.get(at) ?? 0);

/** The candidates that a subject fits best: one, or two if it fits both as well. */
const owners = (candidates: readonly Candidate[], subjects: readonly Subject[]): Map<number, Set<Candidate>> => {
  const claims = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    for (const at of new Set([...candidate.direct.keys(), ...candidate.reached.keys()])) {
      const of = claims.get(at);
      if (of) of.push(candidate);
      else claims.set(at, [candidate]);
    }
  }
  return new Map(
    [...claims].map(([at, of]) => {
      const ranked = of.map((candidate) => ({ candidate, worth: worthOf(candidate, at) }));
      ranked.sort((a, b) => b.worth - a.worth);
      const subject = subjects[at];
      const same = subject && isEntrance(subject) ? sameForEntrances : asGood;
      const least = same * (ranked[0]?.worth ?? 0);
      const best = ranked.filter(({ worth }) => worth >= least).slice(0, mostFeatures);
      return [at, new Set(best.map(({ candidate }) => candidate))];
    }),
  );
};

/**
 * Which facts belong to which feature: those that hold its words, against the best that the feature has, and what runs when one of its
 * entrances is called. A fact belongs to the feature it fits best, or to two; a feature that shares no more than a word by chance
 * with the source gets nothing.
 */
export const belongings = (facts: Facts, graph: Graph, { features, focus }: Descriptor): Belongings => {
  const matcher = new Matcher(facts, graph, focus);
  const first = features.map((feature) => matcher.candidate(feature));
  const entered = owners(first, matcher.subjects);
  const holding = new Map<Candidate, Set<number>>(first.map((candidate) => [candidate, new Set<number>()]));
  for (const [at, of] of entered) for (const candidate of of) holding.get(candidate)?.add(at);
  const second = first.map((candidate) =>
    matcher.withReached(candidate, (at) => holding.get(candidate)?.has(at) ?? false),
  );
  const owned = owners(second, matcher.subjects);
  const taken = new Map<Candidate, number[]>();
  for (const [at, of] of owned) {
    for (const candidate of of) {
      const places = taken.get(candidate);
      if (places) places.push(at);
      else taken.set(candidate, [at]);
    }
  }
  return {
    features: second.map((candidate) => belongingOf(candidate, taken.get(candidate) ?? [], matcher)),
    unowned: matcher.subjects.filter((_, at) => !owned.has(at)),
  };
};

const belongingOf = (candidate: Candidate, places: readonly number[], { subjects, isKnown }: Matcher): Belonging => {
  const { feature, query, direct } = candidate;
  const best = Math.max(...places.map((at) => worthOf(candidate, at)), 0);
  const owned = places
    .flatMap((at): Owned[] => {
      const subject = subjects[at];
      const terms = direct.get(at)?.match.terms ?? [];
      return subject ? [{ subject, fit: worthOf(candidate, at) / best, terms }] : [];
    })
    .sort(
      (a, b) =>
        b.fit - a.fit ||
        a.subject.span.path.localeCompare(b.subject.span.path, 'en') ||
        a.subject.span.start - b.subject.span.start,
    );
  const held = new Set(owned.flatMap(({ terms }) => terms));
  const missing = [...query.weights.keys()].filter((term) => !held.has(term));
  const nowhere = missing.filter((term) => !isKnown(term) && !isDeed(term));
  const lost = missing.reduce((sum, term) => sum + (query.weights.get(term) ?? 0), 0);
  return {
    feature,
    owned,
    missing: owned.length === 0 && nowhere.length > 0 ? nowhere : missing,
    found: owned.length === 0 || query.total === 0 ? 0 : 1 - lost / query.total,
  };
};
