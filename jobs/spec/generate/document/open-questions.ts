import type { OpenQuestion } from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import type { Belonging, Belongings } from '../rank/belonging.ts';
import type { Lines } from '../rank/snippets.ts';
import { isOf, wordsOf } from '../rank/terms.ts';
import { figure, list } from './english/words.ts';
import { codeList, joined, prose } from './prose.ts';
import { requestOf } from './statements/endpoints.ts';
import type { Writing } from './writing.ts';

const mostNamed = 5;
const mostEach = 6;
const unfinished = /\b(?:TODO|FIXME|HACK|XXX)\b/;

const spanOf = ({ path, start, end }: Span): Span => ({ path, start, end });

/** Terms as the feature spells them. */
export const spelled = (terms: readonly string[], description: string): string[] => {
  const wanted = new Set(terms);
  return [...new Set(wordsOf(description).filter((word) => isOf(word, wanted)))];
};

const more = (all: number, shown: number): string => (all > shown ? ` and ${figure(all - shown)} more` : '');

const notFound = (features: readonly Belonging[]): OpenQuestion[] => {
  const gaps = features.filter(({ owned }) => owned.length === 0);
  if (gaps.length === 0) return [];
  const ids = gaps.slice(0, 12).map(({ feature }) => feature.id);
  return [
    {
      question: prose(
        `Where ${gaps.length === 1 ? 'is' : 'are'} ${ids.join(', ')}${more(gaps.length, ids.length)} implemented?`,
      ),
      why: prose('No code was found that matches the description.'),
      citations: [],
    },
  ];
};

const partly = (features: readonly Belonging[]): OpenQuestion[] =>
  features
    .filter(({ owned, missing, found }) => owned.length > 0 && missing.length > 0 && found < 0.6)
    .slice(0, mostEach)
    .map(({ feature, missing }) => ({
      question: prose(`Is the rest of the feature implemented elsewhere?`),
      why: prose(
        `Nothing of what was found speaks of: ${spelled(missing, feature.description).slice(0, 8).join(', ')}.`,
      ),
      feature: feature.id,
      citations: [],
    }));

const otherEndpoints = ({ unowned }: Belongings): OpenQuestion[] => {
  const endpoints = unowned.flatMap((subject) => (subject.kind === 'endpoint' ? [subject.fact] : []));
  if (endpoints.length === 0) return [];
  const shown = endpoints.slice(0, mostNamed);
  return [
    {
      question: joined([
        'Which feature do ',
        codeList(shown.map(requestOf), 'and'),
        `${more(endpoints.length, shown.length)} belong to?`,
      ]),
      why: prose(
        `No feature describes ${endpoints.length === 1 ? 'this endpoint' : 'these endpoints'}; the API table lists ${endpoints.length === 1 ? 'the endpoint' : 'each'}.`,
      ),
      citations: shown.map(({ span }) => spanOf(span)),
    },
  ];
};

const otherBehaviour = ({ unowned }: Belongings): OpenQuestion[] => {
  const kinds = [
    ['job', 'scheduled job', 'scheduled jobs'],
    ['message', 'message', 'messages'],
    ['validation', 'validation rule', 'validation rules'],
    ['outcome', 'guard', 'guards'],
  ] as const;
  const counts = kinds.map(([kind, one, others]) => {
    const all = unowned.filter((subject) => subject.kind === kind);
    return { all, said: `${figure(all.length)} ${all.length === 1 ? one : others}` };
  });
  const there = counts.filter(({ all }) => all.length > 0);
  if (there.length === 0) return [];
  return [
    {
      question: prose(
        `Which features do other behaviours of the source belong to: ${list(
          there.map(({ said }) => said),
          'and',
        )}?`,
      ),
      why: prose('None of the described features matches the code in which that behaviour stands.'),
      citations: there.flatMap(({ all }) => all.slice(0, 1)).map(({ span }) => spanOf(span)),
    },
  ];
};

const access = ({ facts }: Writing): OpenQuestion[] => {
  const unknown = facts.endpoints.filter(({ auth }) => auth.access === 'unknown');
  if (unknown.length === 0) return [];
  const shown = unknown.slice(0, mostNamed);
  return [
    {
      question: joined([
        'Who may call ',
        codeList(shown.map(requestOf), 'and'),
        `${more(unknown.length, shown.length)}?`,
      ]),
      why: prose('The source does not say who has access.'),
      citations: shown.map(({ span }) => spanOf(span)),
    },
  ];
};

/** Comments that mark unfinished work in files that the features rest on. */
const unfinishedWork = (features: readonly Belonging[], lines: Lines): OpenQuestion[] => {
  const paths = new Set(features.flatMap(({ owned }) => owned.map(({ subject }) => subject.span.path)));
  const found = [...paths]
    .sort()
    .flatMap((path) =>
      (lines.get(path) ?? []).flatMap((line, at) =>
        unfinished.test(line) ? [{ path, start: at + 1, end: at + 1 }] : [],
      ),
    );
  if (found.length === 0) return [];
  return [
    {
      question: prose('What is still to be built where comments mark unfinished work?'),
      why: prose(
        `${figure(found.length)} ${found.length === 1 ? 'comment' : 'comments'} of that kind ${found.length === 1 ? 'stands' : 'stand'} in files of the features.`,
      ),
      citations: found.slice(0, mostNamed),
    },
  ];
};

/** What a person must answer, for the source does not. */
export const openQuestionsOf = (belongings: Belongings, lines: Lines, writing: Writing): OpenQuestion[] => [
  ...notFound(belongings.features),
  ...partly(belongings.features),
  ...otherEndpoints(belongings),
  ...access(writing),
  ...otherBehaviour(belongings),
  ...unfinishedWork(belongings.features, lines),
];
