import { termsOf as judgedTerms } from '../../../validate/terms.ts';
import type { Belonging, Owned } from '../../rank/belonging.ts';
import type { Subject } from '../../rank/subjects.ts';
import { termsOf } from '../../rank/terms.ts';
import { textOf } from '../prose.ts';
import type { Draft, FeatureWriting, Writing } from '../writing.ts';
import { accessDrafts, endpointDraft } from './endpoints.ts';
import { callDrafts, jobDraft, messageDraft } from './happenings.ts';
import { outcomeDrafts } from './outcomes.ts';
import { isSound } from './sound.ts';
import { entityDraft, operationDraft, settingDraft } from './standing.ts';
import { validationDrafts } from './validations.ts';

type Of<Kind extends Subject['kind']> = Owned & { readonly subject: Extract<Subject, { kind: Kind }> };

const of =
  <Kind extends Subject['kind']>(kind: Kind) =>
  (owned: Owned): owned is Of<Kind> =>
    owned.subject.kind === kind;

const fitting = 0.6;
const mostOperations = 4;
const mostEntities = 2;

/** Whether a phrase says no more than another: half of its words and more are the other's. */
const repeats = (phrase: string, others: readonly string[]): boolean => {
  const terms = termsOf(phrase);
  return others.some((other) => {
    const theirs = new Set(termsOf(other));
    return terms.filter((term) => theirs.has(term)).length >= 0.6 * terms.length;
  });
};

const said = ({ statement }: Draft): string => textOf(statement).split(' shall ')[1] ?? '';

/** Functions with a comment are told of where nothing better is known: endpoints and jobs say more of what a user gets. */
/** A message that is known to follow on something is not told of again without it. */
const messages = (owned: readonly Owned[], writing: FeatureWriting): Draft[] => {
  const drafts = owned
    .filter(of('message'))
    .flatMap(({ subject, fit }) =>
      messageDraft(subject.fact, fit, writing).map((draft) => ({ name: subject.fact.name, draft })),
    );
  const caused = new Set(drafts.flatMap(({ name, draft }) => (draft.pattern === 'event' ? name : [])));
  return drafts.flatMap(({ name, draft }) => (draft.pattern === 'ubiquitous' && caused.has(name) ? [] : draft));
};

/** What the framework calls and no user asks for. */
const plumbing =
  /^(?:Configure(?:Services)?|Install|Uninstall|Main|Dispose|OnModelCreating|Up|Down|Equals|GetHashCode|ToString|MapFrom|Build\w*|Init\w*|Prepare\w*|Register\w*|Add\w*Services|Use\w+)(?:Async)?$/i;

/** What an entity tells of itself is in the data model. */
const isAccessor = (id: string | undefined, name: string, { facts }: FeatureWriting): boolean =>
  /^(?:get|set|is|has)/i.test(name) && facts.entities.some(({ symbol }) => symbol !== undefined && symbol === id);

const operations = (owned: readonly Owned[], known: readonly Draft[], writing: FeatureWriting): Draft[] =>
  owned
    .filter(of('operation'))
    .filter(
      ({ subject, fit }) =>
        fit >= fitting &&
        !plumbing.test(subject.fact.name) &&
        !isAccessor(subject.fact.container, subject.fact.name, writing) &&
        !writing.endpointsOf.has(subject.fact.id),
    )
    .flatMap(({ subject, fit }) => operationDraft(subject.fact, fit, writing))
    .filter((draft) => !repeats(said(draft), known.map(said)))
    .slice(0, known.length > 2 ? mostOperations / 2 : mostOperations);

/** Whether a draft shares a word with its feature: in what it says, names or cites. */
const isAbout = ({ statement, identifiers, citations }: Draft, asked: ReadonlySet<string>): boolean =>
  judgedTerms([textOf(statement), ...identifiers, ...citations.map(({ path }) => path)].join(' ')).intersection(asked)
    .size > 0;

/** Drafts of all that can be said of a feature, in the order in which a person wants to read it. */
export const draftsOf = ({ feature, owned }: Belonging, given: Writing): Draft[] => {
  const writing: FeatureWriting = { ...given, feature };
  const endpoints = owned.filter(of('endpoint'));
  const entered = [
    ...endpoints.flatMap(({ subject, fit }) => endpointDraft(subject.fact, fit, writing)),
    ...owned.filter(of('job')).flatMap(({ subject, fit }) => jobDraft(subject.fact, fit, writing)),
  ];
  const drafts = [
    ...entered,
    ...accessDrafts(
      endpoints.filter(({ fit }) => fit >= 0.5).map(({ subject }) => subject.fact),
      writing,
    ),
    ...validationDrafts(
      owned.filter(of('validation')).map(({ subject, fit }) => ({ validation: subject.fact, fit })),
      writing,
    ),
    ...outcomeDrafts(
      owned.filter(of('outcome')).map(({ subject, fit }) => ({ outcome: subject.fact, fit })),
      writing,
    ),
    ...messages(owned, writing),
    ...callDrafts(
      owned.filter(of('call')).map(({ subject, fit }) => ({ call: subject.fact, fit })),
      writing,
    ),
    ...operations(owned, entered, writing),
    ...owned.filter(of('setting')).flatMap(({ subject, fit }) => settingDraft(subject.fact, fit, writing)),
    ...owned
      .filter(of('entity'))
      .filter(({ fit }) => fit >= fitting)
      .slice(0, mostEntities)
      .flatMap(({ subject, fit }) => entityDraft(subject.fact, fit, writing)),
  ];
  const asked = judgedTerms(`${feature.id} ${feature.description}`);
  const own = drafts.filter((draft) => isAbout(draft, asked) && isSound(draft, writing));
  return [...new Map(own.map((draft) => [textOf(draft.statement).toLowerCase(), draft])).values()];
};
