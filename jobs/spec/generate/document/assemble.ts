import type { Prose, Requirement, SpecDocument, Trace } from '#schemas/spec/document.ts';
import type { Span } from '#schemas/spec/facts.ts';
import type { Source } from '#schemas/spec/source.ts';
import { specJob } from '../../job.ts';
import { listedAtMost } from '../../render/form.ts';
import { renderMarkdown } from '../../render/markdown.ts';
import { wordCount } from '../../validate/markdown.ts';
import type { Belonging, Belongings } from '../rank/belonging.ts';
import type { Lines } from '../rank/snippets.ts';
import { endpointsOf, entitiesOf } from './data-model.ts';
import { figure } from './english/words.ts';
import { Evidence } from './evidence.ts';
import { nonFunctionalOf } from './non-functional.ts';
import { openQuestionsOf, spelled } from './open-questions.ts';
import { overviewOf } from './overview.ts';
import { codeList, joined, prose, textOf, wordsIn } from './prose.ts';
import { type Selected, select } from './select.ts';
import { draftsOf } from './statements/index.ts';
import { type Draft, moduleNoun, type Writing } from './writing.ts';

const wordsToSpare = 150;
const longestHeading = 18;
const mostOfOne = 14;
const mostInTables = { each: 12, all: 1_000 };
const mostGaps = 5;
const whole = 0.6;
const mostSources = 8;

/** What a feature is called: its description, or the first clause of a long one. */
const headingOf = (description: string): string => {
  const text = description.replace(/\s+/g, ' ').trim();
  return (
    [text, ...text.split(/(?<=[.!?])\s/).slice(0, 1), ...text.split(/[,;:(]/).slice(0, 1)]
      .map((part) => part.trim())
      .find((part) => wordsIn(part) <= longestHeading) ?? ''
  );
};

/** What stands for itself. */
const ownContainer = new Set(['class', 'interface', 'struct', 'record', 'enum', 'type', 'module']);

/** The types and files that a feature was found in, the most important first. */
const placesOf = ({ owned }: Belonging, { evidence }: Writing): string[] => {
  const names = owned.map(({ subject }) => {
    const symbol = evidence.symbolOf(subject.symbol);
    return symbol && ownContainer.has(symbol.kind) ? symbol.name : evidence.containerOf(symbol);
  });
  return [...new Set(names.flatMap((name) => name ?? []))].slice(0, 3);
};

const summaryOf = (belonging: Belonging, writing: Writing, isStated = true): Prose => {
  const { feature, missing, found, owned } = belonging;
  const words = spelled(missing, feature.description).slice(0, 8);
  const places = placesOf(belonging, writing);
  if (owned.length > 0 && !isStated && places.length > 0) {
    return joined(['Names in ', codeList(places, 'and'), ' speak of the feature; no behaviour was found.']);
  }
  if (owned.length === 0 || !isStated) {
    return prose(`Not found in source${words.length > 0 ? `: nothing was found of ${words.join(', ')}` : ''}.`);
  }
  return joined([
    ...(places.length > 0 ? ['Found in ', codeList(places, 'and'), '.'] : []),
    ...(found < whole && words.length > 0 ? [` Nothing was found of: ${words.join(', ')}.`] : []),
  ]);
};

const gapOf = ({ feature }: Belonging, module: string): Draft => ({
  pattern: 'ubiquitous',
  statement: prose(`The ${module} shall provide the feature {}.`, feature.id),
  label: 'gap',
  citations: [],
  identifiers: [],
  worth: 0,
});

const perFeature = (belonging: Belonging, writing: Writing): number =>
  wordsIn(
    `${belonging.feature.id} ${headingOf(belonging.feature.description)} ${textOf(summaryOf(belonging, writing))}`,
  ) + 2;

type Chosen = Selected & { readonly listed: boolean };

/** As a list within the words there are; where that would leave out what a feature has first to say, in tables. */
const choose = (
  features: readonly Belonging[],
  drafts: readonly (readonly Draft[])[],
  words: number,
  writing: Writing,
): Chosen => {
  const listed = select(drafts, {
    words,
    perFeature: (at) => (features[at] ? perFeature(features[at], writing) : 0),
    each: mostOfOne,
    all: listedAtMost.requirements,
  });
  const silenced = listed.chosen.filter((chosen, at) => chosen.length === 0 && (drafts[at]?.length ?? 0) > 0).length;
  if (silenced === 0 && features.length <= listedAtMost.features) return { ...listed, listed: true };
  return { ...select(drafts, { ...mostInTables, perFeature: () => 0 }), listed: false };
};

const sourcesOf = (requirements: readonly Requirement[]): Span[] => {
  const spans = requirements.flatMap(({ citations }) => citations);
  return [...new Map(spans.map((span) => [`${span.path}:${span.start}-${span.end}`, span])).values()].slice(
    0,
    mostSources,
  );
};

const traceOf = ({ feature, found }: Belonging, requirements: readonly Requirement[]): Trace => {
  const evidenced = requirements.some(({ label }) => label !== 'gap');
  return {
    feature: feature.id,
    description: feature.description,
    coverage: !evidenced ? 'not found in source' : found >= whole ? 'covered' : 'partly',
    requirements: requirements.map(({ id }) => id),
    sources: sourcesOf(requirements),
  };
};

const writingOf = (source: Source, module: string, lines: Lines): Writing => ({
  module,
  evidence: new Evidence(lines, source.facts),
  facts: source.facts,
  judged: { source, texts: lines },
  endpointsOf: Map.groupBy(
    source.facts.endpoints.filter(({ handler }) => handler !== undefined),
    ({ handler = '' }) => handler,
  ),
});

const leftOut = (left: number): Prose[] =>
  left === 0
    ? []
    : [
        prose(
          `${figure(left)} further ${left === 1 ? 'statement that ranks' : 'statements that rank'} lower ${left === 1 ? 'was' : 'were'} left out for length.`,
        ),
      ];

/**
 * The document model of a specification, written from the facts by templates: the same document for the same source. `date`: ISO
 * 8601, of the job. Holds every endpoint, entity and feature; requirements as far as there is room, the best first.
 */
export const assemble = (source: Source, belongings: Belongings, lines: Lines, date: string): SpecDocument => {
  const { descriptor, archive } = source;
  const module = moduleNoun(descriptor.moduleName);
  const writing = writingOf(source, module, lines);
  const { features } = belongings;
  const drafts = features.map((belonging) => draftsOf(belonging, writing));
  const base: SpecDocument = {
    title: 'Software Requirements Specification',
    moduleName: descriptor.moduleName,
    version: descriptor.version,
    language: 'en',
    date,
    archive: { name: archive.name, sha256: archive.sha256 },
    overview: overviewOf(source, belongings, lines, module, []),
    features: [],
    nonFunctional: nonFunctionalOf(writing),
    entities: entitiesOf(belongings, writing),
    endpoints: endpointsOf(writing),
    traceability: [],
    openQuestions: openQuestionsOf(belongings, lines, writing),
  };
  const words = specJob.limits.words - wordsToSpare - wordCount(renderMarkdown(base));
  const { chosen, left, listed } = choose(features, drafts, words, writing);
  let [number, gaps] = [0, 0];
  const written = features.map((belonging, at) => {
    const { id, description } = belonging.feature;
    const own = chosen[at] ?? [];
    const isGap = own.length === 0;
    if (isGap) gaps += 1;
    const shown = isGap && listed && gaps <= mostGaps ? [gapOf(belonging, module)] : own;
    const requirements = shown.map(({ worth, ...draft }): Requirement => {
      number += 1;
      return { id: `FR-${String(number).padStart(3, '0')}`, feature: id, ...draft };
    });
    const isTold = requirements.length > 0 && listed;
    return {
      id,
      description: listed ? headingOf(description) : '',
      summary: isTold ? summaryOf(belonging, writing, !isGap) : [],
      requirements,
    };
  });
  return {
    ...base,
    overview: overviewOf(source, belongings, lines, module, leftOut(left)),
    features: written,
    traceability: features.map((belonging, at) => traceOf(belonging, written[at]?.requirements ?? [])),
  };
};
